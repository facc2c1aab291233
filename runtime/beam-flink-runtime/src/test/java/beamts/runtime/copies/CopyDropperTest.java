package beamts.runtime.copies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyDropperTest {
  private static final int MAX_PARALLELISM = 16;

  private long withinMs = 100;
  private String backend = "heap";
  private final List<CopyDropper> droppers = new ArrayList<>();
  private final List<
          KeyedOneInputStreamOperatorTestHarness<
              String, Tuple5<String, Long, Long, Boolean, byte[]>, WindowedValue<KV<String, byte[]>>>>
      running = new ArrayList<>();

  private void start(int parallelism, OperatorSubtaskState whole, int parallelismBefore) throws Exception {
    for (var index = 0; index < parallelism; index++) {
      var dropper = new CopyDropper(withinMs);
      var harness =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new KeyedProcessOperator<>(dropper),
              CopyDropper.STATE_KEY,
              Types.STRING,
              MAX_PARALLELISM,
              parallelism,
              index);
      harness.setStateBackend(backend.equals("heap") ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend(false));
      harness.setup();
      if (whole != null) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                whole, MAX_PARALLELISM, parallelismBefore, parallelism, index));
      }
      harness.open();
      droppers.add(dropper);
      running.add(harness);
    }
  }

  /** As after a savepoint. */
  private void restore(int parallelism) throws Exception {
    var parts = new OperatorSubtaskState[running.size()];
    for (var index = 0; index < parts.length; index++) parts[index] = running.get(index).snapshot(1, 1);
    var whole = AbstractStreamOperatorTestHarness.repackageState(parts);
    close();
    start(parallelism, whole, parts.length);
  }

  @AfterEach
  void close() throws Exception {
    for (var harness : running) harness.close();
    running.clear();
    droppers.clear();
  }

  /** What leaves at once. */
  private List<String> add(String key, long timeMs, String value) throws Exception {
    return add(ByKey.part(key, timeMs, value.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> add(Tuple5<String, Long, Long, Boolean, byte[]> part) throws Exception {
    var index = KeyGroupRangeAssignment.assignKeyToParallelOperator(part.f0, MAX_PARALLELISM, running.size());
    running.get(index).processElement(part, 0);
    var out = new ArrayList<String>();
    for (var element : running.get(index).extractOutputValues()) {
      var keyed = element.getValue();
      var value = new String(keyed.getValue(), StandardCharsets.UTF_8);
      out.add(keyed.getKey() + "@" + element.getTimestamp().getMillis() + " " + value);
    }
    running.get(index).getOutput().clear();
    return out;
  }

  private void advance(long watermark) throws Exception {
    for (var harness : running) {
      harness.processWatermark(watermark);
      harness.getOutput().clear();
    }
  }

  private int entries() {
    return running.stream().mapToInt(harness -> harness.numKeyedStateEntries()).sum();
  }

  private int timers() {
    return running.stream().mapToInt(harness -> harness.numEventTimeTimers()).sum();
  }

  private long duplicates() {
    return droppers.stream().mapToLong(dropper -> dropper.duplicates.getCount()).sum();
  }

  private long unchecked() {
    return droppers.stream().mapToLong(dropper -> dropper.unchecked.getCount()).sum();
  }

  private long conflicts() {
    return droppers.stream().mapToLong(dropper -> dropper.conflicts.count.getCount()).sum();
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void theFirstLeavesAtOnceAndItsCopiesNever(String backend) throws Exception {
    this.backend = backend;
    start(1, null, 0);
    assertEquals(List.of("=a@10 x"), add("=a", 10, "x"));
    assertEquals(List.of(), add("=a", 10, "x"));
    assertEquals(List.of("=b@10 x"), add("=b", 10, "x"));
    assertEquals(List.of("=a@10 y"), add("=a", 10, "y"), "other content");
    assertEquals(List.of("=a@11 x"), add("=a", 11, "x"), "another time");
    for (var copy : List.of("x", "y")) assertEquals(List.of(), add("=a", 10, copy));
    assertEquals(3, duplicates());
    assertEquals(2, conflicts());
    assertEquals(0, unchecked());
  }

  @Test
  void withoutAKeyNothingIsACopyAndNothingIsKept() throws Exception {
    start(2, null, 0);
    for (var i = 0; i < 3; i++) assertEquals(List.of("@10 x"), add("", 10, "x"));
    assertEquals(0, entries());
    assertEquals(0, duplicates());
  }

  @Test
  void whatIsKeptGoesWhenTheWatermarkHasPassedItByTheDuration() throws Exception {
    start(2, null, 0);
    for (var i = 0; i < 50; i++) add("=" + i, i, "x");
    assertEquals(50, entries());
    advance(99);
    assertEquals(50, entries());
    assertEquals(List.of(), add("=0", 0, "x"));
    advance(100);
    assertEquals(49, entries());
    assertEquals(List.of("=0@0 x"), add("=0", 0, "x"), "no payment is withheld on a guess");
    assertEquals(1, unchecked());
    advance(1_000);
    assertEquals(0, entries());
    assertEquals(0, timers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void copiesAreKnownAfterARestartAtAnotherParallelism(String backend) throws Exception {
    this.backend = backend;
    start(1, null, 0);
    for (var i = 0; i < 40; i++) add("=" + i, i, "x");
    for (var parallelism : List.of(3, 16, 2)) {
      restore(parallelism);
      for (var i = 0; i < 40; i++) assertEquals(List.of(), add("=" + i, i, "x"));
      assertEquals(List.of("=" + parallelism + "@7 new"), add("=" + parallelism, 7, "new"));
    }
    assertEquals(43, running.stream().mapToInt(harness -> harness.numEventTimeTimers()).sum());
    advance(1_000);
    assertEquals(0, timers());
    if (backend.equals("heap")) assertEquals(0, entries());
  }

  @ParameterizedTest
  @ValueSource(longs = {20, 300})
  void anotherDurationAfterARestartLeavesNothingBehind(long next) throws Exception {
    start(1, null, 0);
    for (var time : List.of(10L, 50L)) add("=a", time, "x");
    withinMs = next;
    restore(1);
    advance(115);
    assertEquals(next == 300 ? List.of() : List.of("=a@50 x"), add("=a", 50, "x"));
    advance(1_000);
    assertEquals(0, entries());
    assertEquals(0, timers());
  }

  @Test
  void inAnyOrderThroughRestartsEachCountsOnce() throws Exception {
    for (var seed = 1; seed <= 30; seed++) {
      var random = new Random(seed);
      var seen = new HashSet<String>();
      start(1 + random.nextInt(3), null, 0);
      for (var i = 0; i < 300; i++) {
        if (random.nextInt(60) == 0) restore(1 + random.nextInt(16));
        var key = "=" + random.nextInt(8);
        var time = i / 10 + random.nextInt(60);
        var value = Integer.toString(random.nextInt(2));
        var element = key + "@" + time + " " + value;
        advance(i / 10);
        assertEquals(seen.add(element) ? List.of(element) : List.of(), add(key, time, value));
      }
      close();
    }
  }
}
