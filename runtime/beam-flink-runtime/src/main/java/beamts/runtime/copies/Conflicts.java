package beamts.runtime.copies;

import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts elements that have the key of another one and are no copies of it, and tells of one a minute. */
final class Conflicts {
  private static final Logger LOG = LoggerFactory.getLogger(Conflicts.class);
  private static final long PAUSE_NANOS = 60_000_000_000L;

  final Counter count;
  private long toldNanos = System.nanoTime() - PAUSE_NANOS;

  Conflicts(Counter count) {
    this.count = count;
  }

  /** {@code key}: one character, and the id. */
  void add(String key) {
    count.inc();
    if (System.nanoTime() - toldNanos < PAUSE_NANOS) return;
    toldNanos = System.nanoTime();
    var id = key.substring(1).replaceAll("\\p{Cntrl}", "?");
    LOG.warn("found the id \"{}\" again, with other content: all are kept, {} such since the start", id, count.getCount());
  }
}
