package beamts.runtime.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Any parts in any order, with a watermark that rises, and restores with another parallelism in between. */
class RandomSessionsTest {
  private static final int STEPS = 400;
  private static final int LONGEST_MS = 40;
  private static final int EVERY_MS = 15;

  @ParameterizedTest
  @CsvSource({
    "sessions, heap, 0, 40",
    "sessions, heap, 30, 40",
    "sessions, heap, 1000, 10",
    "sessions, rocksdb, 30, 3",
    "sliding, heap, 0, 40",
    "sliding, heap, 30, 40",
    "sliding, rocksdb, 30, 1"
  })
  void whatIsGivenOutIsWhatThePlainReferenceHasAtEachStep(
      String windows, String backend, long allowedLatenessMs, int runs) throws Exception {
    for (var seed = 0; seed < runs; seed++) {
      try (var run = new Run(seed, windows.equals("sessions"), allowedLatenessMs, backend)) {
        run.all();
      }
    }
  }

  private static final class Run implements AutoCloseable {
    private final Random random;
    private final boolean merging;
    private final String what;
    private final PlainSessions expected;
    private final ParallelGroupers groupers;
    private final GivenSessions given;
    private long time;

    Run(long seed, boolean merging, long allowedLatenessMs, String backend) throws Exception {
      random = new Random(seed);
      this.merging = merging;
      what = backend + ", seed " + seed;
      given = new GivenSessions(what);
      expected = new PlainSessions(merging, allowedLatenessMs);
      groupers =
          new ParallelGroupers(
              () -> TestedGrouper.sessions(merging, allowedLatenessMs), () -> TestedBackends.create(backend));
    }

    void all() throws Exception {
      for (var step = 0; step < STEPS; step++) {
        var dice = random.nextInt(100);
        if (dice < 75) add(step);
        else if (dice < 98) advance(time + random.nextInt(30));
        else restore();
      }
      advance(Long.MAX_VALUE);
      assertEquals(expected.late.size(), groupers.dropped(), what);
      assertEquals(0, groupers.timers(), what);
      if (what.startsWith("heap")) assertEquals(0, groupers.stateEntries(), what);
    }

    /** Mostly near the present, now and then long ago. */
    private void add(int value) throws Exception {
      var start = time + 60 - random.nextInt(random.nextInt(10) == 0 ? 600 : 120);
      var key = "key" + random.nextInt(3);
      if (merging) {
        add(new Part(key, start, start + 1 + random.nextInt(LONGEST_MS), value));
        return;
      }
      var newest = start - Math.floorMod(start, EVERY_MS);
      for (var of = newest; of > start - LONGEST_MS; of -= EVERY_MS) add(new Part(key, of, of + LONGEST_MS, value));
    }

    private void add(Part part) throws Exception {
      var lateBefore = expected.late.size();
      expected.add(part);
      given.check(groupers.add(part), expected.ended());
      var late = groupers.late();
      assertEquals(expected.late.size() - lateBefore, late.size(), what);
      for (var one : late) {
        assertEquals(part.toString(), one.part.toString(), what);
        assertEquals(expected.lateBy(part), one.byMs, what);
      }
    }

    private void advance(long watermark) throws Exception {
      time = watermark;
      var panes = groupers.advance(watermark);
      // The reference forgets what is over; all of it must have been given out before.
      expected.reach(watermark);
      given.check(panes, expected.ended());
      expected.forget();
    }

    private void restore() throws Exception {
      groupers.restore(1 + random.nextInt(3));
      expected.forgetTheTime();
      // A window of before that is over can begin anew: unlike a session, it has the same interval then.
      if (!merging) given.forgetWhatWasOnTime();
    }

    @Override
    public void close() throws Exception {
      groupers.close();
    }
  }
}
