package beamts.runtime.kafka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A partition in a checkpoint, with what its {@link PartitionClock} knew: no payment is late because of a restart. */
final class SplitWithTime extends KafkaPartitionSplit {
  final long timeMs;
  final long newestMs;
  final boolean wasCaughtUp;

  SplitWithTime(KafkaPartitionSplit split, long timeMs, long newestMs, boolean wasCaughtUp) {
    super(split.getTopicPartition(), split.getStartingOffset(), split.getStoppingOffset().orElse(NO_STOPPING_OFFSET));
    this.timeMs = timeMs;
    this.newestMs = newestMs;
    this.wasCaughtUp = wasCaughtUp;
  }

  /** A split that is new, or of a checkpoint from before times were kept, knows no time. */
  static SplitWithTime of(KafkaPartitionSplit split) {
    if (split instanceof SplitWithTime) return (SplitWithTime) split;
    return new SplitWithTime(split, PartitionClock.NO_TIME, PartitionClock.NO_TIME, false);
  }

  /** Flink's own form with the time before it. Versions below are Flink's own. */
  static final class Serializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {
    private static final int VERSION = 1_001;

    private final KafkaPartitionSplitSerializer flinks = new KafkaPartitionSplitSerializer();

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(KafkaPartitionSplit split) throws IOException {
      var known = of(split);
      var bytes = new ByteArrayOutputStream();
      var out = new DataOutputStream(bytes);
      out.writeLong(known.timeMs);
      out.writeLong(known.newestMs);
      out.writeBoolean(known.wasCaughtUp);
      out.writeInt(flinks.getVersion());
      out.write(flinks.serialize(split));
      return bytes.toByteArray();
    }

    @Override
    public KafkaPartitionSplit deserialize(int version, byte[] bytes) throws IOException {
      if (version < VERSION) return flinks.deserialize(version, bytes);
      var in = new DataInputStream(new ByteArrayInputStream(bytes));
      var timeMs = in.readLong();
      var newestMs = in.readLong();
      var wasCaughtUp = in.readBoolean();
      return new SplitWithTime(flinks.deserialize(in.readInt(), in.readAllBytes()), timeMs, newestMs, wasCaughtUp);
    }
  }
}
