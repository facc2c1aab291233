package beamts.runtime.copies;

import beamts.runtime.windows.ForAll;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.joda.time.Instant;

/**
 * {@link DropCopies} as one Flink function.
 *
 * <p>Input: key, time in epoch ms, nothing, whether it is a copy of nothing, value; or what {@link ForAll} has sent.
 */
final class CopyDropper
    extends KeyedProcessFunction<String, Tuple5<String, Long, Long, Boolean, byte[]>, WindowedValue<KV<String, byte[]>>> {
  private static final long serialVersionUID = 1;

  static final KeySelector<Tuple5<String, Long, Long, Boolean, byte[]>, String> STATE_KEY = part -> part.f0;

  private final long withinMs;
  /** Of each key: what has come, as {@link Digests}, by its time. */
  private transient MapState<Long, byte[]> known;
  transient Conflicts conflicts;
  transient Counter duplicates;
  transient Counter unchecked;

  CopyDropper(long withinMs) {
    this.withinMs = withinMs;
  }

  @Override
  public void open(Configuration parameters) {
    known =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "known", Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    var metrics = getRuntimeContext().getMetricGroup();
    duplicates = metrics.counter("duplicates");
    unchecked = metrics.counter("uncheckedForDuplicates");
    conflicts = new Conflicts(metrics.counter("conflictingIds"));
  }

  @Override
  public void processElement(
      Tuple5<String, Long, Long, Boolean, byte[]> part, Context context, Collector<WindowedValue<KV<String, byte[]>>> out)
      throws Exception {
    if (ForAll.is(part.f0)) {
      out.collect(element(ForAll.receivedKey(part, getRuntimeContext().getTaskInfo()), 0, part.f4));
    } else if (part.f3) {
      out.collect(element("", part.f1, part.f4));
    } else if (isFirst(part.f0, part.f1, part.f4, context.timerService())) {
      out.collect(element(part.f0, part.f1, part.f4));
    }
  }

  private boolean isFirst(String key, long timeMs, byte[] value, TimerService timers) throws Exception {
    var endMs = timeMs + withinMs;
    if (endMs <= timers.currentWatermark()) {
      unchecked.inc();
      return true;
    }
    var digest = Digests.of(value);
    var ofTime = known.get(timeMs);
    if (ofTime != null && Digests.contains(ofTime, digest)) {
      duplicates.inc();
      return false;
    }
    if (ofTime != null || !known.isEmpty()) conflicts.add(key);
    known.put(timeMs, ofTime == null ? digest : Digests.join(ofTime, digest));
    timers.registerEventTimeTimer(endMs);
    return true;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<WindowedValue<KV<String, byte[]>>> out)
      throws Exception {
    var timeMs = timestamp - withinMs;
    if (known.contains(timeMs)) {
      known.remove(timeMs);
      return;
    }
    // From before a restart with another duration.
    for (var all = known.keys().iterator(); all.hasNext(); ) {
      var endMs = all.next() + withinMs;
      if (endMs <= timestamp) all.remove();
      else context.timerService().registerEventTimeTimer(endMs);
    }
    // On the heap, an empty map is an entry.
    if (known.isEmpty()) known.clear();
  }

  private static WindowedValue<KV<String, byte[]>> element(String key, long timeMs, byte[] value) {
    return WindowedValue.timestampedValueInGlobalWindow(KV.of(key, value), Instant.ofEpochMilli(timeMs));
  }
}
