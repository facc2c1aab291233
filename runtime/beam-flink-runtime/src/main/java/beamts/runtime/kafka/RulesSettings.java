package beamts.runtime.kafka;

import java.io.Serializable;

/** Which topic holds the rules, and how far it reaches. */
public final class RulesSettings implements Serializable {
  private static final long serialVersionUID = 1;

  /** One partition, append-only, whose records have the time of the broker ({@code LogAppendTime}). */
  public String topic;
  /** A rule is in force no earlier than so many ms after it was appended. */
  public long leadMs;
  /** By how much, in ms, the time of a payment stays below that up to which rules are known. */
  public long aheadMs;
}
