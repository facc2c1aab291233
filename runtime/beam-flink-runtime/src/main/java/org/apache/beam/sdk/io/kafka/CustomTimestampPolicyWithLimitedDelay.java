package org.apache.beam.sdk.io.kafka;

import java.util.Optional;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Takes the place of Beam's class of this name, which KafkaIO's CreateTime policy is made of. Beam's lets the watermark
 * of a partition that has been read to its end follow the wall clock, but only once it has had a record: one partition
 * that is still empty held back every session of the whole topic, for ever. Here an empty partition has been read to its
 * end like any other.
 */
public class CustomTimestampPolicyWithLimitedDelay<K, V> extends TimestampPolicy<K, V> {
  private final SerializableFunction<KafkaRecord<K, V>, Instant> timestampOf;
  private final Duration maxDelay;
  private Instant newest;

  /** {@code maxDelay}: how much older than the newest record a record may still be. */
  public CustomTimestampPolicyWithLimitedDelay(
      SerializableFunction<KafkaRecord<K, V>, Instant> timestampOf,
      Duration maxDelay,
      Optional<Instant> previousWatermark) {
    this.timestampOf = timestampOf;
    this.maxDelay = maxDelay;
    this.newest = previousWatermark.orElse(BoundedWindow.TIMESTAMP_MIN_VALUE).plus(maxDelay);
  }

  @Override
  public Instant getTimestampForRecord(PartitionContext context, KafkaRecord<K, V> record) {
    var timestamp = timestampOf.apply(record);
    if (timestamp.isAfter(newest)) newest = timestamp;
    return timestamp;
  }

  /** Never ahead of the clock: a record from the future says nothing about the present. */
  @Override
  public Instant getWatermark(PartitionContext context) {
    var now = Instant.now();
    if (newest.isAfter(now)) return now.minus(maxDelay);
    var checked = context.getBacklogCheckTime();
    var readToItsEnd = context.getMessageBacklog() == 0 && checked.minus(maxDelay).isAfter(newest);
    return (readToItsEnd ? checked : newest).minus(maxDelay);
  }
}
