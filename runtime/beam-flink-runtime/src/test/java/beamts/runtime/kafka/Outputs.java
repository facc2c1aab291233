package beamts.runtime.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Writes down what a reader tells Flink: `record`, `rule 3`, `watermark 9`, `idle`, `active`, as Flink hands it on. */
final class Outputs implements ReaderOutput<WindowedValue<byte[]>> {
  private static final int WHAT = 12;
  private static final byte RULE = 3;

  private final List<String> said = new ArrayList<>();
  private boolean isIdle;

  /** What was said since this was asked for. */
  List<String> said() {
    var all = List.copyOf(said);
    said.clear();
    return all;
  }

  @Override
  public void collect(WindowedValue<byte[]> record) {
    said.add("record");
  }

  @Override
  public void collect(WindowedValue<byte[]> record, long timestampMs) {
    var bytes = record.getValue();
    said.add(bytes[WHAT] == RULE ? "rule " + RecordBytes.offsetOf(bytes) : "record");
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    markActive();
    said.add("watermark " + watermark.getTimestamp());
  }

  @Override
  public void markIdle() {
    if (!isIdle) said.add("idle");
    isIdle = true;
  }

  @Override
  public void markActive() {
    if (isIdle) said.add("active");
    isIdle = false;
  }

  @Override
  public SourceOutput<WindowedValue<byte[]>> createOutputForSplit(String splitId) {
    throw new AssertionError("the reader keeps the times of its partitions itself");
  }

  @Override
  public void releaseOutputForSplit(String splitId) {
    throw new AssertionError("there is none");
  }
}
