package beamts.runtime.windows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo.Timing;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** A {@link SessionGrouper} as Flink runs it: one of several parallel ones, with state and timers. */
final class RunningGrouper implements AutoCloseable {
  static final int MAX_PARALLELISM = 16;

  private static final OutputTag<WindowedValue<KV<String, byte[]>>> LATE = new OutputTag<>("late") {};

  /** What was given out, and when. */
  static final class Pane {
    final Session session;
    final Timing timing;

    Pane(Session session, Timing timing) {
      this.session = session;
      this.timing = timing;
    }
  }

  /** What came too late since this was asked for, and by how much. */
  static final class Late {
    final Part part;
    final long byMs;

    Late(Part part, long byMs) {
      this.part = part;
      this.byMs = byMs;
    }
  }

  private final SessionGrouper grouper;
  private final KeyedOneInputStreamOperatorTestHarness<
          String, Tuple4<String, Long, Long, byte[]>, WindowedValue<KV<String, Iterable<byte[]>>>>
      harness;

  /** {@code state}: what {@link #snapshot} gave; null for a new start. */
  RunningGrouper(
      boolean merging, long allowedLatenessMs, StateBackend backend, int parallelism, int index, OperatorSubtaskState state)
      throws Exception {
    grouper = new SessionGrouper(merging, allowedLatenessMs, LATE);
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(grouper),
            SessionGrouper.stateKey(merging),
            Types.STRING,
            MAX_PARALLELISM,
            parallelism,
            index);
    harness.setStateBackend(backend);
    harness.setup();
    if (state != null) harness.initializeState(state);
    harness.open();
  }

  List<Pane> add(Part part) throws Exception {
    harness.processElement(part.asInput(), part.start);
    return panes();
  }

  List<Pane> advance(long watermark) throws Exception {
    harness.processWatermark(watermark);
    return panes();
  }

  List<Late> late() {
    var late = new ArrayList<Late>();
    var output = harness.getSideOutput(LATE);
    for (var record = output == null ? null : output.poll(); record != null; record = output.poll()) {
      var element = record.getValue();
      var value = ByteBuffer.wrap(element.getValue().getValue());
      var byMs = value.getLong();
      late.add(new Late(new Part(element.getValue().getKey(), value.getLong(), value.getLong(), value.getInt()), byMs));
    }
    return late;
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  long dropped() {
    return grouper.dropped.getCount();
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  /** Of a heap backend only. */
  int stateEntries() {
    return harness.numKeyedStateEntries();
  }

  private List<Pane> panes() {
    var panes = new ArrayList<Pane>();
    for (var output : harness.extractOutputValues()) {
      var window = (IntervalWindow) output.getWindows().iterator().next();
      var values = new TreeSet<Integer>();
      for (var value : output.getValue().getValue()) {
        if (!values.add(Part.valueOf(value))) throw new AssertionError("a value comes twice: " + output);
      }
      if (!output.getTimestamp().equals(window.maxTimestamp())) throw new AssertionError("another time: " + output);
      panes.add(
          new Pane(
              new Session(output.getValue().getKey(), window.start().getMillis(), window.end().getMillis(), values),
              output.getPane().getTiming()));
    }
    harness.getOutput().clear();
    return panes;
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
