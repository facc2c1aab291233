package beamts.runtime.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.flink.util.clock.Clock;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows, by a thread of its own, whether partitions have been read to their ends. Partitions that are not silent cost
 * nothing.
 */
final class EndOffsets implements AutoCloseable {
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
  private final List<String> topics;
  private final Clock clock;
  private final BrokerThread thread;
  private volatile int partitions = Integer.MAX_VALUE;

  EndOffsets(Supplier<PartitionEnds> connect, List<String> topics, long everyMs, Clock clock) {
    this.topics = topics;
    this.clock = clock;
    // Without this thread the last sessions would never end.
    thread =
        new BrokerThread(
            "end-offsets", connect, this::look, everyMs, "cannot ask for the ends of partitions, their sessions end later");
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
    thread.close();
  }
}
