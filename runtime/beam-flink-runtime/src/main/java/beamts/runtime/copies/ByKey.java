package beamts.runtime.copies;

import beamts.runtime.windows.ForAll;
import java.util.Arrays;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.util.Collector;

/** Elements as the input of {@link CopyDropper}. */
final class ByKey extends RichFlatMapFunction<WindowedValue<KV<String, byte[]>>, Tuple5<String, Long, Long, Boolean, byte[]>> {
  private static final long serialVersionUID = 1;

  @Override
  public void flatMap(
      WindowedValue<KV<String, byte[]>> element, Collector<Tuple5<String, Long, Long, Boolean, byte[]>> out) {
    var key = element.getValue().getKey();
    var value = element.getValue().getValue();
    if (ForAll.is(key)) ForAll.send(key, value, getRuntimeContext().getTaskInfo(), out);
    else out.collect(part(key, element.getTimestamp().getMillis(), value));
  }

  /** Those without a key are spread over all subtasks. */
  static Tuple5<String, Long, Long, Boolean, byte[]> part(String key, long timeMs, byte[] value) {
    var isAlone = key.isEmpty();
    return Tuple5.of(isAlone ? Integer.toString(Arrays.hashCode(value)) : key, timeMs, 0L, isAlone, value);
  }
}
