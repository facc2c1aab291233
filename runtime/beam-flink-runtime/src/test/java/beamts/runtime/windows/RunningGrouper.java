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
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** A grouper as Flink runs it: one of several parallel ones, with state and timers. */
final class RunningGrouper<I> implements AutoCloseable {
  static final int MAX_PARALLELISM = 16;

  /** What was given out, and when. */
  static final class Pane {
    final Session session;
    final Timing timing;
    final boolean isFirst;

    Pane(Session session, Timing timing, boolean isFirst) {
      this.session = session;
      this.timing = timing;
      this.isFirst = isFirst;
    }

    @Override
    public String toString() {
      return timing + " " + session;
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

    @Override
    public String toString() {
      return part + ", late by " + byMs;
    }
  }

  private final TestedGrouper<I> grouper;
  private final KeyedOneInputStreamOperatorTestHarness<String, I, WindowedValue<KV<String, Iterable<byte[]>>>> harness;

  /** The only one of its kind, new, on the heap. */
  static <I> RunningGrouper<I> alone(TestedGrouper<I> grouper) throws Exception {
    return new RunningGrouper<>(grouper, new HashMapStateBackend(), 1, 0, null);
  }

  /** {@code state}: what {@link #snapshot} gave; null for a new start. */
  RunningGrouper(
      TestedGrouper<I> grouper, StateBackend backend, int parallelism, int index, OperatorSubtaskState state)
      throws Exception {
    this.grouper = grouper;
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(grouper.function),
            grouper.stateKey,
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
    harness.processElement(grouper.input.apply(part), part.start);
    return panes();
  }

  List<Pane> advance(long watermark) throws Exception {
    harness.processWatermark(watermark);
    return panes();
  }

  void setWallClock(long time) throws Exception {
    harness.setProcessingTime(time);
  }

  List<Late> late() {
    var late = new ArrayList<Late>();
    var output = harness.getSideOutput(TestedGrouper.LATE);
    for (var record = output == null ? null : output.poll(); record != null; record = output.poll()) {
      var element = record.getValue();
      var value = ByteBuffer.wrap(element.getValue().getValue());
      var byMs = value.getLong();
      var start = value.getLong();
      var end = value.getLong();
      var bytes = new byte[value.remaining()];
      value.get(bytes);
      late.add(new Late(new Part(element.getValue().getKey(), start, end, grouper.values.apply(bytes).get(0)), byMs));
    }
    return late;
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  long dropped() {
    return grouper.dropped.get().getCount();
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
      for (var bytes : output.getValue().getValue()) {
        for (var value : grouper.values.apply(bytes)) {
          if (!values.add(value)) throw new AssertionError("a value comes twice: " + output);
        }
      }
      if (!output.getTimestamp().equals(window.maxTimestamp())) throw new AssertionError("another time: " + output);
      panes.add(
          new Pane(
              new Session(output.getValue().getKey(), window.start().getMillis(), window.end().getMillis(), values),
              output.getPane().getTiming(),
              output.getPane().isFirst()));
    }
    harness.getOutput().clear();
    return panes;
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
