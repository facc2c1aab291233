package beamts.runtime.windows;

import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.util.Collector;

/** Elements as the input of {@link BroadcastingGrouper}. */
final class PartsAndForAll
    extends RichFlatMapFunction<WindowedValue<KV<String, byte[]>>, Tuple5<String, Long, Long, Boolean, byte[]>> {
  private static final long serialVersionUID = 1;

  @Override
  public void flatMap(
      WindowedValue<KV<String, byte[]>> element, Collector<Tuple5<String, Long, Long, Boolean, byte[]>> out) {
    var key = element.getValue().getKey();
    if (ForAll.is(key)) ForAll.send(key, element.getValue().getValue(), getRuntimeContext().getTaskInfo(), out);
    else out.collect(GroupMixedWindows.part(element));
  }
}
