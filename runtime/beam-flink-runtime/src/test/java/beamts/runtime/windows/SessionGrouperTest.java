package beamts.runtime.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionGrouperTest {
  private static final long ALLOWED_LATENESS_MS = 50;

  private RunningGrouper<?> grouper;

  @BeforeEach
  void start() throws Exception {
    grouper = RunningGrouper.alone(TestedGrouper.sessions(true, ALLOWED_LATENESS_MS));
  }

  @AfterEach
  void close() throws Exception {
    grouper.close();
  }

  private List<String> add(long start, long end, int value) throws Exception {
    return said(grouper.add(new Part("k", start, end, value)));
  }

  private List<String> advance(long watermark) throws Exception {
    return said(grouper.advance(watermark));
  }

  private List<String> late() {
    return grouper.late().stream().map(Object::toString).collect(Collectors.toList());
  }

  private static List<String> said(List<RunningGrouper.Pane> panes) {
    return panes.stream().map(Object::toString).collect(Collectors.toList());
  }

  @Test
  void aSessionIsGivenOutOnceWhenTheWatermarkReachesItsLastMillisecond() throws Exception {
    add(0, 100, 1);
    add(50, 150, 2);
    assertEquals(List.of(), advance(148));
    assertEquals(List.of("ON_TIME k [0, 150) [1, 2]"), advance(149));
    assertEquals(List.of(), advance(150));
  }

  @Test
  void windowsThatOnlyTouchAreTwoSessions() throws Exception {
    add(0, 100, 1);
    add(100, 200, 2);
    assertEquals(List.of("ON_TIME k [0, 100) [1]"), advance(199 - 100));
    assertEquals(List.of("ON_TIME k [100, 200) [2]"), advance(199));
  }

  @Test
  void aLatePartCorrectsASessionAtOnceAndAsAWhole() throws Exception {
    add(0, 100, 1);
    advance(120);
    assertEquals(List.of("LATE k [0, 110) [1, 2]"), add(10, 110, 2));
  }

  @Test
  void aLatePartThatProlongsASessionIsGivenOutWithItWhenItEnds() throws Exception {
    add(0, 100, 1);
    advance(120);
    assertEquals(List.of(), add(90, 190, 2));
    assertEquals(List.of("LATE k [0, 190) [1, 2]"), advance(189));
  }

  @Test
  void aLatePartMakesOneOfTwoSessionsThatWereGivenOut() throws Exception {
    add(0, 100, 1);
    add(105, 140, 2);
    assertEquals(2, advance(139).size());
    assertEquals(List.of("LATE k [0, 140) [1, 2, 3]"), add(95, 110, 3));
  }

  @Test
  void aSessionThatWasGivenOutMergesIntoOneThatWasNot() throws Exception {
    add(0, 100, 1);
    add(110, 210, 2);
    add(111, 200, 3);
    advance(99);
    assertEquals(List.of(), add(95, 115, 4));
    assertEquals(List.of("LATE k [0, 210) [1, 2, 3, 4]"), advance(209));
  }

  @Test
  void aPartBeyondTheAllowedLatenessIsHandedOutAsLateAndCountedUnlessItJoinsASessionThatIsStillThere() throws Exception {
    add(40, 140, 1);
    advance(150);
    assertEquals(List.of(), add(0, 40, 2));
    assertEquals(List.of("k [0, 40) 2, late by 61"), late());
    assertEquals(List.of("LATE k [0, 140) [1, 3]"), add(0, 41, 3));
    assertEquals(1, grouper.dropped());
    assertEquals(List.of(), late());
  }

  @Test
  void aPartIsTakenUntilTheWatermarkHasPassedItsWindowByTheAllowedLateness() throws Exception {
    add(500, 600, 1);
    advance(100 - 1 + ALLOWED_LATENESS_MS - 1);
    assertEquals(List.of("LATE k [0, 100) [2]"), add(0, 100, 2));
    advance(100 - 1 + ALLOWED_LATENESS_MS);
    add(0, 100, 3);
    assertEquals(List.of("k [0, 100) 3, late by 0"), late());
  }

  @Test
  void windowsThatDoNotMergeAreGivenOutAndComeTooLateEachForItself() throws Exception {
    close();
    grouper = RunningGrouper.alone(TestedGrouper.sessions(false, ALLOWED_LATENESS_MS));
    add(0, 100, 1);
    add(50, 150, 1);
    assertEquals(List.of("ON_TIME k [0, 100) [1]"), advance(99));
    assertEquals(List.of("LATE k [0, 100) [1, 2]"), add(0, 100, 2));
    assertEquals(List.of(), add(50, 150, 2));
    assertEquals(List.of("ON_TIME k [50, 150) [1, 2]"), advance(149));
    add(0, 100, 3);
    assertEquals(List.of("k [0, 100) 3, late by 0"), late());
    assertEquals(List.of("LATE k [50, 150) [1, 2, 3]"), add(50, 150, 3));
    advance(149 + ALLOWED_LATENESS_MS);
    assertEquals(0, grouper.stateEntries());
  }

  @Test
  void nothingIsKeptOfASessionBeyondTheAllowedLateness() throws Exception {
    add(0, 100, 1);
    add(50, 130, 2);
    advance(129 + ALLOWED_LATENESS_MS - 1);
    assertEquals(1, grouper.timers());
    advance(129 + ALLOWED_LATENESS_MS);
    assertEquals(0, grouper.timers());
    assertEquals(0, grouper.stateEntries());
  }

  @Test
  void theLastWatermarkEndsEverything() throws Exception {
    add(0, 100, 1);
    add(1_000, 1_100, 2);
    assertEquals(2, advance(Long.MAX_VALUE).size());
    assertEquals(0, grouper.timers());
    assertEquals(0, grouper.stateEntries());
  }
}
