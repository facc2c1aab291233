package fraud.runtime.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker, in a thread of its own, whether partitions have been read to their ends. Partitions that are not
 * silent cost nothing.
 */
final class EndOffsets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EndOffsets.class);
  private static final long NEVER = Long.MIN_VALUE;

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
  private volatile int partitions = Integer.MAX_VALUE;
  private final Properties settings = new Properties();
  private final long everyMs;
  private final Thread thread = new Thread(this::run, "end-offsets");

  EndOffsets(Properties consumer, List<String> topics, long everyMs) {
    this.topics = topics;
    settings.putAll(consumer);
    // It commits nothing and joins no group.
    settings.remove("group.id");
    settings.remove("group.instance.id");
    settings.remove("client.id");
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "latest");
    settings.put("key.deserializer", ByteArrayDeserializer.class.getName());
    settings.put("value.deserializer", ByteArrayDeserializer.class.getName());
    this.everyMs = everyMs;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** The newest wall clock time, in ms, at which nothing lay at or behind {@code nextOffset}; looked up from now on. */
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
    KafkaConsumer<byte[], byte[]> consumer = null;
    try {
      while (!Thread.interrupted()) {
        Thread.sleep(everyMs);
        if (positions.isEmpty() && partitions != Integer.MAX_VALUE) continue;
        try {
          if (consumer == null) consumer = new KafkaConsumer<>(settings);
          if (partitions == Integer.MAX_VALUE) partitions = countPartitions(consumer);
          for (var entry : Map.copyOf(positions).entrySet()) look(consumer, entry.getKey(), entry.getValue());
        } catch (org.apache.kafka.common.errors.InterruptException e) {
          return;
        } catch (KafkaException e) {
          LOG.warn("cannot ask for the ends of partitions, their sessions end later: {}", e.toString());
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    } finally {
      if (consumer != null) consumer.close(Duration.ZERO);
    }
  }

  private int countPartitions(KafkaConsumer<byte[], byte[]> consumer) {
    return topics.stream().mapToInt(topic -> consumer.partitionsFor(topic).size()).sum();
  }

  private void look(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, Position position) {
    var atMs = System.currentTimeMillis();
    var end = consumer.endOffsets(List.of(partition)).get(partition);
    if (end > position.nextOffset && !onlyMarkersUpTo(end, consumer, partition, position.nextOffset)) return;
    positions.computeIfPresent(
        partition,
        (key, now) -> now.nextOffset == position.nextOffset ? new Position(now.nextOffset, atMs) : now);
  }

  /** Transactions leave marks in a partition that no reader ever gets. */
  private static boolean onlyMarkersUpTo(
      long end, KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long nextOffset) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, nextOffset);
    return consumer.poll(Duration.ofMillis(500)).isEmpty() && consumer.position(partition) >= end;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
