package beamts.runtime.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.joda.time.Instant;

/** Gives each record the time of its payment in place of its own; one that says none tells nothing of the time. */
final class PaymentTimeReader extends AroundReader {
  private final PaymentTime time;
  private TimedOutput output;

  PaymentTimeReader(SourceReader<WindowedValue<byte[]>, KafkaPartitionSplit> records, PaymentTime time) {
    super(records);
    this.time = time;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<WindowedValue<byte[]>> next) throws Exception {
    if (output == null) output = new TimedOutput(next);
    return records.pollNext(output);
  }

  private final class TimedOutput extends AroundOutput implements ReaderOutput<WindowedValue<byte[]>> {
    private final ReaderOutput<WindowedValue<byte[]>> next;
    private final Map<String, OfSplit> ofSplits = new HashMap<>();

    TimedOutput(ReaderOutput<WindowedValue<byte[]>> next) {
      super(next);
      this.next = next;
    }

    @Override
    public SourceOutput<WindowedValue<byte[]>> createOutputForSplit(String splitId) {
      return ofSplits.computeIfAbsent(splitId, id -> new OfSplit(next.createOutputForSplit(id)));
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      ofSplits.remove(splitId);
      next.releaseOutputForSplit(splitId);
    }
  }

  private final class OfSplit extends AroundOutput {
    private final SourceOutput<WindowedValue<byte[]>> next;

    OfSplit(SourceOutput<WindowedValue<byte[]>> next) {
      super(next);
      this.next = next;
    }

    @Override
    public void collect(WindowedValue<byte[]> record, long recordMs) {
      var bytes = record.getValue();
      var ms = RecordBytes.isWhole(bytes) ? time.ofMs(bytes, RecordBytes.valueStart(bytes), bytes.length) : PaymentTime.NO_TIME;
      var at = ms == PaymentTime.NO_TIME ? BoundedWindow.TIMESTAMP_MIN_VALUE : Instant.ofEpochMilli(ms);
      next.collect(WindowedValue.of(bytes, at, record.getWindows(), record.getPane()), ms);
    }
  }
}
