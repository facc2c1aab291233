package beamts.runtime.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Writes down what a reader tells Flink: `+t-0` for an output that is made, `t-0 record`, `t-0 watermark 99`, `main idle`. */
final class Outputs implements ReaderOutput<WindowedValue<byte[]>> {
  private final List<String> said = new ArrayList<>();
  private final Output main = new Output("main");

  /** What was said since this was asked for. */
  List<String> said() {
    var all = List.copyOf(said);
    said.clear();
    return all;
  }

  private final class Output implements SourceOutput<WindowedValue<byte[]>> {
    private final String name;

    Output(String name) {
      this.name = name;
    }

    @Override
    public void collect(WindowedValue<byte[]> record) {
      said.add(name + " record");
    }

    @Override
    public void collect(WindowedValue<byte[]> record, long timestampMs) {
      said.add(name + " record");
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      said.add(name + " watermark " + watermark.getTimestamp());
    }

    @Override
    public void markIdle() {
      said.add(name + " idle");
    }

    @Override
    public void markActive() {
      said.add(name + " active");
    }
  }

  @Override
  public SourceOutput<WindowedValue<byte[]>> createOutputForSplit(String splitId) {
    said.add("+" + splitId);
    return new Output(splitId);
  }

  @Override
  public void releaseOutputForSplit(String splitId) {
    said.add("-" + splitId);
  }

  @Override
  public void collect(WindowedValue<byte[]> record) {
    main.collect(record);
  }

  @Override
  public void collect(WindowedValue<byte[]> record, long timestampMs) {
    main.collect(record, timestampMs);
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    main.emitWatermark(watermark);
  }

  @Override
  public void markIdle() {
    main.markIdle();
  }

  @Override
  public void markActive() {
    main.markActive();
  }
}
