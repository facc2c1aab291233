package beamts.runtime.windows;

import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** {@link MixedGrouper} that also hands on what is {@link ForAll}, at once. */
final class BroadcastingGrouper extends MixedGrouper {
  private static final long serialVersionUID = 1;

  BroadcastingGrouper(long allowedLatenessMs, OutputTag<WindowedValue<KV<String, byte[]>>> late) {
    super(allowedLatenessMs, late);
  }

  @Override
  public void processElement(
      Tuple5<String, Long, Long, Boolean, byte[]> part,
      Context context,
      Collector<WindowedValue<KV<String, Iterable<byte[]>>>> out)
      throws Exception {
    if (ForAll.is(part.f0)) out.collect(ForAll.receive(part, getRuntimeContext().getTaskInfo()));
    else super.processElement(part, context, out);
  }
}
