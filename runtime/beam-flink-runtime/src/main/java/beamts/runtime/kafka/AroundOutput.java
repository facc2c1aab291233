package beamts.runtime.kafka;

import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;

/** Hands all on as it comes. */
abstract class AroundOutput implements SourceOutput<WindowedValue<byte[]>> {
  private final SourceOutput<WindowedValue<byte[]>> next;

  AroundOutput(SourceOutput<WindowedValue<byte[]>> next) {
    this.next = next;
  }

  @Override
  public void collect(WindowedValue<byte[]> record) {
    next.collect(record);
  }

  @Override
  public void collect(WindowedValue<byte[]> record, long timestampMs) {
    next.collect(record, timestampMs);
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    next.emitWatermark(watermark);
  }

  @Override
  public void markIdle() {
    next.markIdle();
  }

  @Override
  public void markActive() {
    next.markActive();
  }
}
