package fraud.nativeflink;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the job is started with. Defaults and bounds are those of the pipeline. Times in milliseconds. {@code views}: empty
 * where the one rule is to run.
 */
record Settings(
    String brokers,
    String transactionsTopic,
    String fraudTopic,
    String deadLetterTopic,
    String group,
    AlertRule rule,
    long allowedLatenessMs,
    int maxEvidence,
    long maxFutureSkewMs,
    int parallelism,
    long checkpointIntervalMs,
    boolean startsAtLatest,
    long idlenessMs,
    String stateBackend,
    List<ViewRule> views) {
  /** Parts of the key space: the most that a savepoint can ever be resumed with. */
  static final int MAX_PARALLELISM = 128;

  private static final long DAY_MS = 86_400_000;

  /**
   * Longer than a partition of a backlog may wait for its turn on a busy machine: an idle one no longer holds the
   * watermark, and what is then read from it is late.
   */
  private static final long IDLENESS_MS = 30_000;

  /** Throws {@code IllegalArgumentException} with all that is wrong in one line. */
  static Settings from(String[] args) {
    var flags = new Flags(args);
    var settings =
        new Settings(
            flags.text("brokers", null),
            flags.text("transactions-topic", "transactions"),
            flags.text("fraud-topic", "fraud"),
            flags.text("dead-letter-topic", "transactions-dead-letter"),
            flags.text("group", "fraud-detection-native"),
            new AlertRule(
                flags.number("gap-ms", 1, 365 * DAY_MS, 600_000),
                flags.number("threshold-cents", 0, Cents.MAX, 1_000_000)),
            flags.number("allowed-lateness-ms", 0, 365 * DAY_MS, 60_000),
            (int) flags.number("max-evidence", 1, 1_000, 100),
            flags.number("max-future-skew-ms", 0, 3_650 * DAY_MS, 300_000),
            (int) flags.number("parallelism", 1, MAX_PARALLELISM, 2),
            flags.number("checkpoint-interval-ms", 100, DAY_MS, 10_000),
            flags.oneOf(sorted("earliest", "latest"), "start", "earliest").equals("latest"),
            flags.number("idleness-ms", 1, DAY_MS, IDLENESS_MS),
            flags.oneOf(sorted("hashmap", "rocksdb"), "state-backend", null),
            ViewRule.listOf(flags));
    flags.check();
    return settings;
  }

  private static Set<String> sorted(String... words) {
    return new TreeSet<>(Set.of(words));
  }
}
