package beamts.runtime.kafka;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/** Leaves all but the polling to the reader inside. */
abstract class AroundReader implements SourceReader<WindowedValue<byte[]>, KafkaPartitionSplit> {
  final SourceReader<WindowedValue<byte[]>, KafkaPartitionSplit> records;

  AroundReader(SourceReader<WindowedValue<byte[]>, KafkaPartitionSplit> records) {
    this.records = records;
  }

  @Override
  public void start() {
    records.start();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return records.isAvailable();
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    records.addSplits(splits);
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    return records.snapshotState(checkpointId);
  }

  @Override
  public void notifyNoMoreSplits() {
    records.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    records.handleSourceEvents(event);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
    records.pauseOrResumeSplits(pause, resume);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    records.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    records.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void close() throws Exception {
    records.close();
  }
}
