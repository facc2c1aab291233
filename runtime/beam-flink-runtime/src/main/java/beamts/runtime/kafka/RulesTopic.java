package beamts.runtime.kafka;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.flink.util.clock.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the rules topic from its start by a thread of its own, and knows up to when no rule is missing. A topic that is
 * not as it must be, or whose broker is away, leaves that time where it is.
 */
final class RulesTopic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RulesTopic.class);
  /** Before all has been read that there was at the start. */
  static final long NOTHING = Long.MIN_VALUE;
  private static final long EVERY_MS = 200;
  private static final long COMPLAIN_EVERY_MS = 60_000;

  private final TopicPartition partition;
  private final long leadMs;
  private final Clock clock;
  private final BrokerThread thread;
  private final Queue<ConsumerRecord<byte[], byte[]>> records = new ConcurrentLinkedQueue<>();
  private volatile long coveredMs = NOTHING;
  private volatile long count;
  private volatile String madeAnew;
  private long nextOffset;
  private long complainedAtMs;

  RulesTopic(Supplier<PartitionEnds> connect, RulesSettings settings, Clock clock) {
    partition = new TopicPartition(settings.topic, 0);
    leadMs = settings.leadMs;
    this.clock = clock;
    complainedAtMs = clock.relativeTimeMillis() - COMPLAIN_EVERY_MS;
    thread = new BrokerThread("rules", connect, this::look, EVERY_MS, "cannot read the rules, payments wait for them");
  }

  void start() {
    thread.start();
  }

  /**
   * Rules in force up to this time, in epoch ms, have been read; {@link #NOTHING} before the whole history was. {@link
   * #next} has given them all once it has nothing more, if this was asked before.
   */
  long coveredMs() {
    return coveredMs;
  }

  /**
   * The next record, in the order of the topic; null while there is none.
   *
   * @throws IllegalStateException once the topic was made anew: what it held may have been forgotten
   */
  ConsumerRecord<byte[], byte[]> next() {
    if (madeAnew != null) throw new IllegalStateException(madeAnew);
    return records.poll();
  }

  /** How many records have been read. */
  long count() {
    return count;
  }

  /** By how much, in ms, the time covered is behind what it should be; some moments where all is well. */
  long lagMs() {
    return clock.absoluteTimeMillis() + leadMs - Math.max(0, coveredMs);
  }

  void look(PartitionEnds broker) {
    var partitions = broker.count(List.of(partition.topic()));
    if (partitions != 1) {
      complain(partitions == 0 ? "not there" : partitions + " partitions");
      return;
    }
    // Before the end is asked for: what is appended after that is in force later.
    var atMs = clock.absoluteTimeMillis();
    var end = broker.end(partition);
    if (end < nextOffset) {
      restart(end);
      return;
    }
    if (nextOffset == 0 && end > 0 && broker.beginning(partition) > 0) {
      complain("its first records are deleted");
      return;
    }
    while (nextOffset < end) {
      if (!readOn(broker)) return;
    }
    coveredMs = Math.max(coveredMs, atMs + leadMs);
  }

  /** Whether anything came. */
  private boolean readOn(PartitionEnds broker) {
    var before = nextOffset;
    for (var record : broker.read(partition, nextOffset)) {
      if (record.offset() < nextOffset) {
        restart(record.offset());
        return false;
      }
      if (record.timestampType() != TimestampType.LOG_APPEND_TIME) {
        complain("the record at offset " + record.offset() + " has the time " + record.timestampType());
        return false;
      }
      records.add(record);
      count++;
      nextOffset = record.offset() + 1;
    }
    nextOffset = Math.max(nextOffset, broker.readUpTo(partition));
    return nextOffset > before;
  }

  private void restart(long found) {
    madeAnew =
        "the rules topic "
            + partition.topic()
            + " was made anew: read up to offset "
            + nextOffset
            + ", found "
            + found
            + ". The job restarts and reads it from its start";
  }

  private void complain(String found) {
    var nowMs = clock.relativeTimeMillis();
    if (nowMs - complainedAtMs < COMPLAIN_EVERY_MS) return;
    complainedAtMs = nowMs;
    LOG.warn(
        "The rules topic {}: {}. Expected one partition, message.timestamp.type=LogAppendTime from its first record on,"
            + " and none deleted. No more rules are taken, and payments wait for them, until it is made anew like that",
        partition.topic(),
        found);
  }

  @Override
  public void close() {
    thread.close();
  }
}
