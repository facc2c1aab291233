package beamts.runtime.windows;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.OutputTag;

/** A grouping function, how it is fed, and what it counts. */
final class TestedGrouper<I> {
  static final OutputTag<WindowedValue<KV<String, byte[]>>> LATE = new OutputTag<>("late") {};

  final KeyedProcessFunction<String, I, WindowedValue<KV<String, Iterable<byte[]>>>> function;
  final KeySelector<I, String> stateKey;
  final Function<Part, I> input;
  /** What is in a value that leaves it. */
  final Function<byte[], List<Integer>> values;
  final Supplier<Counter> dropped;

  static TestedGrouper<Tuple4<String, Long, Long, byte[]>> sessions(boolean merging, long allowedLatenessMs) {
    var grouper = new SessionGrouper(merging, allowedLatenessMs, LATE);
    return new TestedGrouper<>(
        grouper,
        SessionGrouper.stateKey(merging),
        part -> Tuple4.of(part.key, part.start, part.end, part.bytes()),
        Part::valuesOf,
        () -> grouper.dropped);
  }

  static TestedGrouper<Tuple5<String, Long, Long, Boolean, byte[]>> mixed(long allowedLatenessMs) {
    return mixed(new MixedGrouper(allowedLatenessMs, LATE));
  }

  static TestedGrouper<Tuple5<String, Long, Long, Boolean, byte[]>> broadcasting(long allowedLatenessMs) {
    return mixed(new BroadcastingGrouper(allowedLatenessMs, LATE));
  }

  private static TestedGrouper<Tuple5<String, Long, Long, Boolean, byte[]>> mixed(MixedGrouper grouper) {
    return new TestedGrouper<>(
        grouper,
        MixedGrouper.STATE_KEY,
        part -> Tuple5.of(part.key, part.start, part.end, part.early, part.record()),
        Part::valuesOfRecord,
        () -> grouper.dropped);
  }

  private TestedGrouper(
      KeyedProcessFunction<String, I, WindowedValue<KV<String, Iterable<byte[]>>>> function,
      KeySelector<I, String> stateKey,
      Function<Part, I> input,
      Function<byte[], List<Integer>> values,
      Supplier<Counter> dropped) {
    this.function = function;
    this.stateKey = stateKey;
    this.input = input;
    this.values = values;
    this.dropped = dropped;
  }

  String keyOf(Part part) throws Exception {
    return stateKey.getKey(input.apply(part));
  }
}
