package beamts.runtime.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.beam.sdk.transforms.windowing.PaneInfo.Timing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandingOnTest {
  private static final long ALLOWED_LATENESS_MS = 50;

  private ParallelGroupers groupers;

  @BeforeEach
  void start() throws Exception {
    groupers =
        new ParallelGroupers(() -> TestedGrouper.mixed(ALLOWED_LATENESS_MS), () -> TestedBackends.create("heap"));
    groupers.setWallClock(0);
  }

  @AfterEach
  void close() throws Exception {
    groupers.close();
  }

  private List<String> add(String key, long start, long end, int value, boolean early) throws Exception {
    return said(groupers.add(new Part(key, start, end, value, early)));
  }

  private List<String> add(long start, long end, int value) throws Exception {
    return add("|k", start, end, value, true);
  }

  private static List<String> said(List<RunningGrouper.Pane> panes) {
    return panes.stream()
        .map(pane -> pane + (pane.timing == Timing.EARLY ? pane.isFirst ? " whole" : " part" : ""))
        .collect(Collectors.toList());
  }

  @Test
  void theFirstElementOfASessionIsHandedOnWholeAndTheOthersAlone() throws Exception {
    assertEquals(List.of("EARLY |k [0, 100) [1] whole"), add(0, 100, 1));
    assertEquals(List.of("EARLY |k [0, 150) [2] part"), add(50, 150, 2));
    assertEquals(List.of("EARLY |k [0, 150) [3] part"), add(20, 120, 3));
    assertEquals(List.of("ON_TIME |k [0, 150) [1, 2, 3]"), said(groupers.advance(149)));
  }

  @Test
  void whatIsNotEarlyWaits() throws Exception {
    assertEquals(List.of(), add("|k", 0, 100, 1, false));
    assertEquals(List.of("EARLY |k [0, 100) [1, 2] whole"), add(0, 100, 2));
  }

  @Test
  void slidingWindowsWait() throws Exception {
    assertEquals(List.of(), add("30/10|k", 0, 40, 1, true));
  }

  @Test
  void aSessionThatHasEndedByTheWallClockWaits() throws Exception {
    groupers.setWallClock(100);
    assertEquals(List.of(), add(0, 100, 1));
    assertEquals(List.of("EARLY |k [0, 101) [1, 2] whole"), add(0, 101, 2));
  }

  @Test
  void sessionsThatAreMergedAreHandedOnWhole() throws Exception {
    add(0, 100, 1);
    add(0, 100, 2);
    add(150, 250, 3);
    assertEquals(List.of("EARLY |k [0, 250) [1, 2, 3, 4] whole"), add(90, 190, 4));
    assertEquals(List.of("EARLY |k [0, 250) [5] part"), add(90, 190, 5));
  }

  @Test
  void afterARestartASessionIsHandedOnWholeOnce() throws Exception {
    add(0, 100, 1);
    add(0, 100, 2);
    groupers.restore(2);
    assertEquals(List.of("EARLY |k [0, 100) [1, 2, 3] whole"), add(0, 100, 3));
    assertEquals(List.of("EARLY |k [0, 100) [4] part"), add(0, 100, 4));
  }

  @Test
  void whatWasGivenOutIsCorrectedButNotHandedOn() throws Exception {
    add(0, 100, 1);
    groupers.advance(99);
    assertEquals(List.of("LATE |k [0, 100) [1, 2]"), add(0, 100, 2));
    assertEquals(List.of(), add(50, 150, 3));
    assertEquals(List.of(), add("|k", 60, 160, 4, true));
  }

  @Test
  void whereAnElementWasNotHandedOnTheNextIsWhole() throws Exception {
    add(0, 100, 1);
    add("|k", 0, 100, 2, false);
    assertEquals(List.of("EARLY |k [0, 100) [1, 2, 3] whole"), add(0, 100, 3));
  }

  @Test
  void aNewSessionOfAKeyThatHadOneIsHandedOnWhole() throws Exception {
    add(0, 100, 1);
    groupers.advance(99 + ALLOWED_LATENESS_MS);
    assertEquals(List.of("EARLY |k [200, 300) [2] whole"), add(200, 300, 2));
  }

  /** Who keeps a whole, and adds the parts to it, always has all of the session that has just been handed on. */
  @Test
  void wholesAndPartsAddUpToTheSession() throws Exception {
    var random = new Random(1);
    var handedOn = 0;
    for (var run = 0; run < 20; run++) {
      close();
      start();
      var expected = new PlainSessions(true, ALLOWED_LATENESS_MS);
      var running = new HashMap<String, List<Session>>();
      var time = 0L;
      for (var step = 0; step < 300; step++) {
        var dice = random.nextInt(100);
        if (dice < 80) {
          var start = time + 60 - random.nextInt(120);
          var key = "|" + random.nextInt(2);
          var part = new Part(key, start, start + 1 + random.nextInt(40), step, random.nextInt(10) > 0);
          expected.add(part);
          for (var pane : groupers.add(part)) {
            if (pane.timing != Timing.EARLY) continue;
            handedOn++;
            var whole = follow(running, pane);
            assertEquals(List.of(whole), expected.sessions().stream().filter(whole::equals).collect(Collectors.toList()));
          }
        } else if (dice < 97) {
          time += random.nextInt(20);
          groupers.setWallClock(time + random.nextInt(40));
          groupers.advance(time);
          expected.reach(time);
          expected.forget();
        } else {
          groupers.restore(1 + random.nextInt(3));
          expected.forgetTheTime();
          running.clear();
        }
      }
    }
    assertFalse(handedOn < 1_000, () -> "too little to tell anything");
  }

  private static Session follow(Map<String, List<Session>> running, RunningGrouper.Pane pane) {
    var sessions = running.computeIfAbsent(pane.session.key, key -> new ArrayList<>());
    var before =
        sessions.stream()
            .filter(known -> known.start < pane.session.end && pane.session.start < known.end)
            .collect(Collectors.toList());
    sessions.removeAll(before);
    if (!pane.isFirst) {
      assertEquals(1, before.size());
      pane.session.values.addAll(before.get(0).values);
    }
    sessions.add(pane.session);
    return pane.session;
  }
}
