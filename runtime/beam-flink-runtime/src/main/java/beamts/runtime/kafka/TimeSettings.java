package beamts.runtime.kafka;

import java.io.Serializable;

/** Where a payment says its time, and how. */
public final class TimeSettings implements Serializable {
  private static final long serialVersionUID = 1;

  /** lines, json or csv. */
  public String format;
  /** In JSON: a pointer (RFC 6901). */
  public String pointer;
  /** In CSV: the number of the column, from 0, and what is between two. */
  public int column;

  public String delimiter;
  /** rfc3339, epoch-s, epoch-ms or epoch-us. */
  public String as = "rfc3339";
}
