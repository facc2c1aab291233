package beamts.runtime.kafka;

import java.util.List;
import java.util.Map;

/** What to read and how. */
public final class ReadSettings {
  public List<String> topics;
  /** Any setting of a Java consumer; needs {@code bootstrap.servers} and {@code group.id}. */
  public Map<String, String> consumer;
  /** Where a partition starts that has neither a checkpoint nor a committed offset: earliest, latest, or none to fail. */
  public String startAt;
  /** Where partitions start without a checkpoint, whatever the group has committed: {@code topic-partition} to offset. */
  public Map<String, Long> startOffsets = Map.of();
  /**
   * Where reading ends, by {@code topic-partition}, exclusive: the job then ends by itself and reads no other partition.
   * Empty for a stream without end.
   */
  public Map<String, Long> stopOffsets = Map.of();
  /** How far, in ms, the watermark stays behind the newest record of a partition: older ones are not too late. */
  public long disorderMs;
  /** How long a partition may be silent before the broker is asked whether it has been read to its end, in ms. */
  public long idleAfterMs;
  /** A record whose time lies further ahead of the clock, in ms, says nothing about the time of its partition. */
  public long maxFutureSkewMs;
  /** Of a longer value only so many bytes go on, with its length. */
  public int maxValueBytes = Integer.MAX_VALUE;
  /** Where payments say their time, in place of their records' own; null for those. */
  public TimeSettings time;
  /** Whose records come along, each before the payments that it could concern; null for none. */
  public RulesSettings rules;
}
