package beamts.runtime.kafka;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Payments of hours ago for a job that has been idle, at many times their own speed, which reach one partition up to
 * three seconds before another: none may be late by more than what the clock walks meanwhile. The readers' times come
 * together as Flink brings them together.
 */
class ReplayToIdleReadersTest {
  private static final int PARTITIONS = 4;
  private static final long STEP_MS = 50;
  private static final int LONGEST_SKEW_MS = 3_000;
  private static final long GAP_MS = 60_000;

  @ParameterizedTest
  @CsvSource({
    "all at once, 1, 1000000, 0, false",
    "at 200 times their speed, 2, 1000, 100, false",
    "slowly, 2, 2, 150, false",
    "with pauses of seconds, 2, 10000, 7000, false",
    "through restarts, 2, 10000, 2000, true",
    "through restarts by one reader, 1, 10000, 7000, true",
    "with more readers than partitions, 6, 10000, 7000, false"
  })
  void noneIsLateAndTheLastSessionsEnd(String what, int readers, int batch, long pauseMs, boolean restarts) {
    for (var seed = 0; seed < 5; seed++) {
      var random = new Random(seed);
      var job = new SimulatedJob(readers, PARTITIONS);
      job.run(8_000);
      var base = job.nowMs() - 10_000_000;
      var sent = new ArrayList<Sending>();
      var atMs = job.nowMs();
      var arrivedMs = new long[PARTITIONS];
      for (var payment = 0; payment < 6_000; payment += batch, atMs += pauseMs) {
        // Each partition keeps its order.
        for (var partition = 0; partition < PARTITIONS; partition++) {
          arrivedMs[partition] = Math.max(arrivedMs[partition], atMs + random.nextInt(LONGEST_SKEW_MS));
        }
        for (var of = payment; of < Math.min(6_000, payment + batch); of++) {
          var partition = random.nextInt(PARTITIONS);
          sent.add(new Sending(arrivedMs[partition], partition, base + of * 100L));
        }
      }
      sent.sort((one, other) -> Long.compare(one.atMs, other.atMs));
      var restartAtMs = restarts ? job.nowMs() + 3_000 : Long.MAX_VALUE;
      for (var next = 0; next < sent.size(); job.run(STEP_MS)) {
        for (; next < sent.size() && sent.get(next).atMs <= job.nowMs(); next++) {
          job.send(sent.get(next).partition, sent.get(next).timestampMs);
        }
        if (random.nextInt(40) == 0) job.checkpoint();
        if (job.nowMs() < restartAtMs) continue;
        job.restart();
        restartAtMs = job.nowMs() + 4_000;
      }
      assertTrue(job.latestByMs() < 25_000, what + ", seed " + seed + ": late by " + job.latestByMs());
      var lastMs = base + 600_000;
      job.run(GAP_MS + PartitionClock.JUMP_AFTER_MS + 3_000);
      assertTrue(job.watermarkMs() >= lastMs + GAP_MS, what + ", seed " + seed + ": the last sessions have not ended");
      assertTrue(job.watermarkMs() < lastMs + 2 * GAP_MS, what + ", seed " + seed + ": the time runs ahead");
    }
  }

  private static final class Sending {
    final long atMs;
    final int partition;
    final long timestampMs;

    Sending(long atMs, int partition, long timestampMs) {
      this.atMs = atMs;
      this.partition = partition;
      this.timestampMs = timestampMs;
    }
  }
}
