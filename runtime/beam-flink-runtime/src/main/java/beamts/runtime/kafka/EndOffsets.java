package beamts.runtime.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.flink.util.clock.Clock;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows, by a thread of its own, whether partitions have been read to their ends. Partitions that are not silent cost
 * nothing.
 */
final class EndOffsets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EndOffsets.class);
  static final long NEVER = Long.MIN_VALUE;

  /** A partition that was read up to {@code nextOffset}; at {@code atMs} nothing lay behind it. */
  private static final class Position {
    final long nextOffset;
    final long atMs;

    Position(long nextOffset, long atMs) {
      this.nextOffset = nextOffset;
      this.atMs = atMs;
    }
  }

  private final Map<TopicPartition, Position> positions = new ConcurrentHashMap<>();
  private final Supplier<PartitionEnds> connect;
  private final List<String> topics;
  private final long everyMs;
  private final Clock clock;
  private final Thread thread = new Thread(this::run, "end-offsets");
  private volatile int partitions = Integer.MAX_VALUE;

  EndOffsets(Supplier<PartitionEnds> connect, List<String> topics, long everyMs, Clock clock) {
    this.connect = connect;
    this.topics = topics;
    this.everyMs = everyMs;
    this.clock = clock;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /**
   * When it was last seen that nothing lies at or behind {@code nextOffset}, in ms of the clock that is never set; {@link
   * #NEVER} where it is not known or no longer so. Looked up from now on.
   */
  long reachedAtMs(TopicPartition partition, long nextOffset) {
    var known = positions.get(partition);
    if (known != null && known.nextOffset == nextOffset) return known.atMs;
    positions.put(partition, new Position(nextOffset, NEVER));
    return NEVER;
  }

  void forget(TopicPartition partition) {
    if (!positions.isEmpty()) positions.remove(partition);
  }

  /** How many there are to read; a very large number until the broker has told. Flink gives each reader its share. */
  int partitions() {
    return partitions;
  }

  private void run() {
    PartitionEnds broker = null;
    var isFailing = false;
    try {
      while (true) {
        Thread.sleep(everyMs);
        if (positions.isEmpty() && partitions != Integer.MAX_VALUE) continue;
        try {
          if (broker == null) broker = connect.get();
          look(broker);
          isFailing = false;
        } catch (InterruptException e) {
          return;
        } catch (RuntimeException e) {
          // Without this thread the last sessions would never end: it goes on whatever it was.
          if (!isFailing) LOG.warn("cannot ask for the ends of partitions, their sessions end later", e);
          isFailing = true;
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    } finally {
      // Kafka's clients do not close cleanly in a thread that is interrupted.
      Thread.interrupted();
      if (broker != null) broker.close();
    }
  }

  void look(PartitionEnds broker) {
    if (partitions == Integer.MAX_VALUE) {
      var count = broker.count(topics);
      if (count > 0) partitions = count;
    }
    for (var entry : Map.copyOf(positions).entrySet()) look(broker, entry.getKey(), entry.getValue());
  }

  private void look(PartitionEnds broker, TopicPartition partition, Position position) {
    var nowMs = clock.relativeTimeMillis();
    var atMs = broker.isReached(partition, position.nextOffset) ? nowMs : NEVER;
    positions.computeIfPresent(
        partition,
        (key, now) -> now.nextOffset == position.nextOffset ? new Position(now.nextOffset, atMs) : now);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
