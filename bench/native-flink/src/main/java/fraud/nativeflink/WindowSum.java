package fraud.nativeflink;

/** A session above the limit. Interval [startMs, endMs) in epoch ms. */
public final class WindowSum {
  public String pair;
  public long startMs;
  public long endMs;
  /** Whether the watermark has passed its end. */
  public boolean ended;
  public SessionSum sum;
}
