package beamts.runtime.windows;

import static org.junit.jupiter.api.Assertions.assertTrue;

import beamts.runtime.records.ByteWriter;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an open window of a rule takes up: key, times, timer and a record without evidence, of several bundles. */
class StatePerWindowTest {
  private static final long NOW = 1_790_000_000_000L;
  private static final int WINDOWS = 20_000;

  @ParameterizedTest
  @ValueSource(strings = {"|J0whw1y9acct-%d", "|zIGnv8QWacct-%1$d;acct-%1$d", "86400000/3600000|q8QeGBhAacct-%d"})
  void anOpenWindowTakesAtMost200BytesOfACheckpoint(String keys) throws Exception {
    var before = usedHeap();
    try (var harness = harness()) {
      for (var part = 0; part < 5; part++) {
        for (var window = 0; window < WINDOWS; window++) {
          var time = NOW + window % 1_000 * 60 + part * 1_000L;
          var of = Tuple5.of(String.format(keys, 10_000 + window), time, time + 600_000, true, record(time));
          harness.processElement(of, time);
          harness.getOutput().clear();
        }
      }
      var heap = (usedHeap() - before) / (double) WINDOWS;
      var checkpoint = harness.snapshot(1, 1).getStateSize() / (double) WINDOWS;
      System.out.printf("%-36s %4.0f bytes of a checkpoint, %4.0f of the heap%n", keys, checkpoint, heap);
      assertTrue(checkpoint <= 200, () -> "found " + checkpoint);
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<
          String, Tuple5<String, Long, Long, Boolean, byte[]>, WindowedValue<KV<String, Iterable<byte[]>>>>
      harness() throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new MixedGrouper(60_000, TestedGrouper.LATE)), MixedGrouper.STATE_KEY, Types.STRING);
    harness.setStateBackend(new HashMapStateBackend());
    harness.setCheckpointStorage(new JobManagerCheckpointStorage(1 << 28));
    harness.setup();
    harness.open();
    harness.setProcessingTime(NOW);
    return harness;
  }

  /** As TypeScript encodes a payment for a rule that asks for the largest one, too. */
  private static byte[] record(long time) {
    var record = new ByteWriter(0);
    for (var head : new long[] {1, 8}) record.varint(head);
    integer(record, 0, 1);
    integer(record, 1, time);
    integer(record, 2, time + 600_000);
    for (var noEvidence : new long[] {4, 100, 0}) record.varint(noEvidence);
    integer(record, 8, 123_456);
    integer(record, 9, time);
    integer(record, 10, time);
    integer(record, 4041923442L, 123_456);
    return record.toBytes();
  }

  private static void integer(ByteWriter record, long id, long integer) {
    record.varint(id);
    record.varint(2 * integer + 1);
  }

  private static long usedHeap() throws InterruptedException {
    for (var times = 0; times < 5; times++) {
      System.gc();
      Thread.sleep(50);
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
