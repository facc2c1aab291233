package beamts.runtime.windows;

import beamts.runtime.windows.RunningGrouper.Late;
import beamts.runtime.windows.RunningGrouper.Pane;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** The parallel groupers of a job; each key goes to one of them. */
final class ParallelGroupers implements AutoCloseable {
  private final Supplier<TestedGrouper<?>> grouper;
  private final Supplier<StateBackend> backend;
  private final List<RunningGrouper<?>> running = new ArrayList<>();
  private long droppedBefore;
  private long wallClock;

  ParallelGroupers(Supplier<TestedGrouper<?>> grouper, Supplier<StateBackend> backend) throws Exception {
    this.grouper = grouper;
    this.backend = backend;
    running.add(new RunningGrouper<>(grouper.get(), backend.get(), 1, 0, null));
  }

  List<Pane> add(Part part) throws Exception {
    return running
        .get(
            KeyGroupRangeAssignment.assignKeyToParallelOperator(
                grouper.get().keyOf(part), RunningGrouper.MAX_PARALLELISM, running.size()))
        .add(part);
  }

  /** What comes of an element for all. */
  List<Pane> addForAll(String key, int value) throws Exception {
    var copies = new ArrayList<Tuple5<String, Long, Long, Boolean, byte[]>>();
    ForAll.send(
        key,
        Part.record(value),
        new TaskInfoImpl("parts", RunningGrouper.MAX_PARALLELISM, 0, running.size(), 0),
        new ListCollector<>(copies));
    var panes = new ArrayList<Pane>();
    for (var copy : copies) panes.addAll(add(new Part(copy.f0, copy.f1, copy.f2, value)));
    return panes;
  }

  List<Pane> advance(long watermark) throws Exception {
    var panes = new ArrayList<Pane>();
    for (var grouper : running) panes.addAll(grouper.advance(watermark));
    return panes;
  }

  void setWallClock(long time) throws Exception {
    wallClock = time;
    for (var grouper : running) grouper.setWallClock(time);
  }

  /** As after a savepoint: all end, and {@code parallelism} new ones go on with their state. */
  void restore(int parallelism) throws Exception {
    var parts = new OperatorSubtaskState[running.size()];
    for (var index = 0; index < parts.length; index++) parts[index] = running.get(index).snapshot();
    var whole = AbstractStreamOperatorTestHarness.repackageState(parts);
    droppedBefore = dropped();
    close();
    running.clear();
    for (var index = 0; index < parallelism; index++) {
      var part =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              whole, RunningGrouper.MAX_PARALLELISM, parts.length, parallelism, index);
      running.add(new RunningGrouper<>(grouper.get(), backend.get(), parallelism, index, part));
    }
    setWallClock(wallClock);
  }

  /** What came too late since this was asked for. */
  List<Late> late() {
    return running.stream().flatMap(grouper -> grouper.late().stream()).collect(Collectors.toList());
  }

  long dropped() {
    return droppedBefore + running.stream().mapToLong(grouper -> grouper.dropped()).sum();
  }

  int timers() {
    return running.stream().mapToInt(grouper -> grouper.timers()).sum();
  }

  /** Of heap backends only. */
  int stateEntries() {
    return running.stream().mapToInt(grouper -> grouper.stateEntries()).sum();
  }

  @Override
  public void close() throws Exception {
    for (var grouper : running) grouper.close();
  }
}
