package beamts.runtime.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import beamts.runtime.windows.RunningGrouper.Pane;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows of all kinds at once, any parts in any order, with a watermark that rises, and restores in between. */
class RandomMixedTest {
  private static final int STEPS = 400;

  /** SIZE, EVERY, how long a slice is, whether all windows count. */
  private static final Map<String, Sliding> SLIDING =
      Map.of(
          "40/15|a|x", new Sliding(40, 15, 5, false),
          "40/20/all|a", new Sliding(40, 20, 20, true),
          "30/30|a/all|", new Sliding(30, 30, 30, false),
          "60/10|", new Sliding(60, 10, 10, false),
          "25/7/all|b", new Sliding(25, 7, 1, true),
          "28/12/all|b", new Sliding(28, 12, 4, true));

  private static final List<String> KEYS =
      SLIDING.keySet().stream().sorted().collect(Collectors.toCollection(() -> new ArrayList<>(List.of("|a", "|b"))));

  @ParameterizedTest
  @CsvSource({
    "heap, 0, true, 10",
    "heap, 0, false, 10",
    "heap, 30, true, 10",
    "heap, 30, false, 10",
    "heap, 1000, true, 5",
    "heap, 1000, false, 5",
    "rocksdb, 30, true, 1"
  })
  void whatIsGivenOutIsWhatThePlainReferencesSayAtEachStep(
      String backend, long allowedLatenessMs, boolean restores, int runs) throws Exception {
    for (var seed = 0; seed < runs; seed++) {
      try (var run = new Run(seed, allowedLatenessMs, backend, restores)) {
        run.all();
      }
    }
  }

  private static final class Sliding {
    final long size;
    final long every;
    final long slice;
    final boolean all;

    Sliding(long size, long every, long slice, boolean all) {
      this.size = size;
      this.every = every;
      this.slice = slice;
      this.all = all;
    }

    boolean has(long window, long time) {
      return window <= time && time < window + size;
    }
  }

  private static final class Run implements AutoCloseable {
    private final Random random;
    private final boolean restores;
    private final long allowedLatenessMs;
    private final String what;
    private final PlainSessions sessions;
    private final GivenSessions givenSessions;
    private final Map<String, PlainSlices> slices = new LinkedHashMap<>();
    private final ParallelGroupers groupers;
    /** Each part of sliding windows that was offered, and the watermark at which it was. */
    private final Map<Part, Long> offered = new LinkedHashMap<>();
    /** The newest pane of each sliding window. */
    private final Map<String, Session> newest = new LinkedHashMap<>();
    private long time;
    private long watermark = Long.MIN_VALUE;

    Run(long seed, long allowedLatenessMs, String backend, boolean restores) throws Exception {
      random = new Random(seed);
      this.restores = restores;
      this.allowedLatenessMs = allowedLatenessMs;
      what = backend + ", seed " + seed;
      sessions = new PlainSessions(true, allowedLatenessMs);
      givenSessions = new GivenSessions(what);
      SLIDING.forEach(
          (key, of) -> slices.put(key, new PlainSlices(key, of.size, of.every, of.slice, of.all, allowedLatenessMs)));
      groupers =
          new ParallelGroupers(() -> TestedGrouper.mixed(allowedLatenessMs), () -> TestedBackends.create(backend));
    }

    void all() throws Exception {
      for (var step = 0; step < STEPS; step++) {
        var dice = random.nextInt(100);
        if (dice < 75) add(step);
        else if (dice < 98) advance(time + random.nextInt(random.nextInt(10) == 0 ? 200 : 30));
        else if (restores) restore();
      }
      advance(Long.MAX_VALUE);
      assertEquals(
          sessions.late.size() + slices.values().stream().mapToInt(of -> of.late.size()).sum(), groupers.dropped(), what);
      assertEquals(0, groupers.timers(), what);
      if (what.startsWith("heap")) assertEquals(0, groupers.stateEntries(), what);
      if (!restores) checkTheNewest();
    }

    /** Mostly near the present, now and then long ago. */
    private void add(int value) throws Exception {
      var at = time + 60 - random.nextInt(random.nextInt(10) == 0 ? 600 : 120);
      var key = KEYS.get(random.nextInt(KEYS.size()));
      if (key.startsWith("|")) {
        addToSession(new Part(key, at, at + 1 + random.nextInt(40), value));
        return;
      }
      var of = SLIDING.get(key);
      var start = at - Math.floorMod(at, of.slice);
      addToSlice(new Part(key, start, start + of.size + of.every, value));
    }

    private void addToSession(Part part) throws Exception {
      var lateBefore = sessions.late.size();
      sessions.add(part);
      givenSessions.check(groupers.add(part), sessions.ended());
      assertEquals(
          sessions.late.size() == lateBefore ? List.of() : List.of(part + ", late by " + sessions.lateBy(part)),
          groupers.late().stream().map(Object::toString).collect(Collectors.toList()),
          what);
    }

    private void addToSlice(Part part) throws Exception {
      var expected = slices.get(part.key);
      var lateBefore = expected.late.size();
      var again = expected.add(part);
      assertEquals(again, given(groupers.add(part), key -> true), what + ": " + part);
      assertEquals(
          expected.late.subList(lateBefore, expected.late.size()),
          groupers.late().stream().map(Object::toString).collect(Collectors.toList()),
          what);
      offered.put(part, watermark);
    }

    private void advance(long toWatermark) throws Exception {
      time = toWatermark;
      watermark = toWatermark;
      var panes = groupers.advance(toWatermark);
      sessions.reach(toWatermark);
      givenSessions.check(
          panes.stream().filter(pane -> pane.session.key.startsWith("|")).collect(Collectors.toList()), sessions.ended());
      sessions.forget();
      slices.forEach((key, of) -> assertEquals(of.reach(toWatermark), given(panes, key::equals), what));
    }

    private void restore() throws Exception {
      groupers.restore(1 + random.nextInt(3));
      sessions.forgetTheTime();
      slices.values().forEach(PlainSlices::forgetTheTime);
    }

    private List<String> given(List<Pane> panes, Predicate<String> keys) {
      var of = panes.stream().filter(pane -> keys.test(pane.session.key)).collect(Collectors.toList());
      of.forEach(pane -> newest.put(pane.session.key + pane.session.start, pane.session));
      return of.stream().map(Pane::toString).collect(Collectors.toList());
    }

    /** Against the windows as anyone would define them: all that was offered before they were over. */
    private void checkTheNewest() {
      assertTrue(newest.size() > 50, what);
      SLIDING.forEach(this::checkTheNewest);
    }

    private void checkTheNewest(String key, Sliding of) {
      var times = offered.keySet().stream().mapToLong(part -> part.start).summaryStatistics();
      for (var window = times.getMin() - of.size; window <= times.getMax() + of.every; window++) {
        if (Math.floorMod(window, of.every) != 0) continue;
        var isOverAt = window + of.size - 1 + allowedLatenessMs;
        var taken = new ArrayList<Part>();
        for (var part : offered.keySet()) {
          if (part.key.equals(key) && offered.get(part) < isOverAt) taken.add(part);
        }
        var start = window;
        var own = taken.stream().filter(part -> of.has(start, part.start)).collect(Collectors.toList());
        var newestPane = newest.get(key + window);
        var enters = own.stream().anyMatch(part -> !of.has(start - of.every, part.start));
        if (of.all ? !own.isEmpty() : enters) assertTrue(newestPane != null, what + ": " + key + window);
        if (newestPane == null) continue;
        var isOverBefore = isOverAt - of.every;
        var values =
            taken.stream()
                .filter(
                    part ->
                        of.has(start, part.start)
                            || of.has(start - of.every, part.start) && offered.get(part) < isOverBefore)
                .map(part -> part.value)
                .sorted()
                .collect(Collectors.toList());
        assertEquals(values, List.copyOf(newestPane.values), what + ": " + key + window);
      }
    }

    @Override
    public void close() throws Exception {
      groupers.close();
    }
  }
}
