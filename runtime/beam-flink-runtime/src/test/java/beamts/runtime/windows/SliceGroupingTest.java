package beamts.runtime.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceGroupingTest {
  /** Slices of 10; [0, 10) is in the windows -20, -10 and 0. */
  private static final String KEY = "30/10|k";

  private static final String ALL = "30/10/all|k";

  private static final long ALLOWED_LATENESS_MS = 25;

  private RunningGrouper<?> grouper;

  @BeforeEach
  void start() throws Exception {
    grouper = RunningGrouper.alone(TestedGrouper.mixed(ALLOWED_LATENESS_MS));
  }

  @AfterEach
  void close() throws Exception {
    grouper.close();
  }

  private List<String> add(String key, long slice, int value) throws Exception {
    return said(grouper.add(new Part(key, slice, slice + 40, value)));
  }

  private List<String> advance(long watermark) throws Exception {
    return said(grouper.advance(watermark));
  }

  private List<String> late() {
    return grouper.late().stream().map(Object::toString).collect(Collectors.toList());
  }

  private static List<String> said(List<RunningGrouper.Pane> panes) {
    return panes.stream().map(pane -> pane + (pane.isFirst ? "" : " again")).collect(Collectors.toList());
  }

  private void restart(long allowedLatenessMs) throws Exception {
    var state = grouper.snapshot();
    grouper.close();
    grouper = new RunningGrouper<>(TestedGrouper.mixed(allowedLatenessMs), new HashMapStateBackend(), 1, 0, state);
  }

  @Test
  void oneSliceIsGivenOutOnceHoweverManyWindowsHaveIt() throws Exception {
    add(KEY, 0, 1);
    add(KEY, 0, 2);
    assertEquals(List.of(), advance(8));
    assertEquals(List.of("ON_TIME 30/10|k [-20, 10) [1, 2]"), advance(9));
    assertEquals(List.of(), advance(1_000));
  }

  @Test
  void aWindowIsGivenOutWhenASliceEntersItAndWhenOneHasLeftIt() throws Exception {
    add(KEY, 0, 1);
    add(KEY, 20, 2);
    assertEquals(
        List.of(
            "ON_TIME 30/10|k [-20, 10) [1]",
            "ON_TIME 30/10|k [0, 30) [1, 2]",
            // Without the first slice, which the window before had.
            "ON_TIME 30/10|k [10, 40) [1, 2]"),
        advance(1_000));
  }

  @Test
  void whereAllWindowsCountEachIsGivenOutThatHasASlice() throws Exception {
    add(ALL, 0, 1);
    add(ALL, 30, 2);
    assertEquals(
        List.of(
            "ON_TIME 30/10/all|k [-20, 10) [1]",
            "ON_TIME 30/10/all|k [-10, 20) [1]",
            "ON_TIME 30/10/all|k [0, 30) [1]",
            "ON_TIME 30/10/all|k [10, 40) [1, 2]",
            "ON_TIME 30/10/all|k [20, 50) [2]",
            "ON_TIME 30/10/all|k [30, 60) [2]"),
        advance(1_000));
  }

  @Test
  void timesBeforeTheEpochAreLikeAllOthers() throws Exception {
    add("40/15|k", -25, 1);
    // Slices of 5: the windows that have [-25, -20) are -60, -45 and -30.
    assertEquals(List.of("ON_TIME 40/15|k [-60, -20) [1]"), advance(1_000));
  }

  @Test
  void asLongAsTheStepTheWindowsComeWithTheOneBefore() throws Exception {
    add("10/10|k", 0, 1);
    add("10/10|k", 10, 2);
    assertEquals(List.of("ON_TIME 10/10|k [0, 10) [1]", "ON_TIME 10/10|k [10, 20) [1, 2]"), advance(1_000));
  }

  @Test
  void aLateElementGivesOutAgainTheWindowsThatHadItsSliceTheSkippedToo() throws Exception {
    add(KEY, 0, 1);
    advance(20);
    assertEquals(
        List.of("LATE 30/10|k [-20, 10) [1, 2] again", "LATE 30/10|k [-10, 20) [1, 2] again"), add(KEY, 0, 2));
    assertEquals(List.of(), late());
    assertEquals(List.of(), advance(1_000));
  }

  @Test
  void andTheOneAfterThemIfItHasAnyOfItsOwn() throws Exception {
    add(KEY, 0, 1);
    advance(39);
    assertEquals(List.of("LATE 30/10|k [-10, 20) [1, 2] again", "LATE 30/10|k [0, 30) [1, 2] again"), add(KEY, 0, 2));
    assertEquals(List.of("30/10|k [-20, 10) 2, late by 5"), late());
    assertEquals(
        List.of(
            "LATE 30/10|k [0, 30) [1, 2, 3] again", "LATE 30/10|k [10, 40) [1, 2, 3] again"),
        add(KEY, 20, 3));
  }

  @Test
  void aLateSliceEntersWindowsThatHaveEndedAtOnceAndTheOthersOnTime() throws Exception {
    add(ALL, 0, 1);
    advance(29);
    assertEquals(
        List.of("LATE 30/10/all|k [-10, 20) [1, 2] again", "LATE 30/10/all|k [0, 30) [1, 2] again"), add(ALL, 10, 2));
    assertEquals(List.of("ON_TIME 30/10/all|k [10, 40) [1, 2]"), advance(1_000));
  }

  @Test
  void anElementThatIsTooLateForItsFirstWindowAlsoLeavesByLateAndCounts() throws Exception {
    add(KEY, 20, 1);
    advance(9 + ALLOWED_LATENESS_MS - 1);
    assertEquals(
        List.of(
            "LATE 30/10|k [-20, 10) [2] again",
            "LATE 30/10|k [-10, 20) [2] again",
            "LATE 30/10|k [0, 30) [1, 2] again"),
        add(KEY, 0, 2));
    assertEquals(List.of(), late());
    advance(9 + ALLOWED_LATENESS_MS);
    assertEquals(List.of("LATE 30/10|k [-10, 20) [2, 3] again", "LATE 30/10|k [0, 30) [1, 2, 3] again"), add(KEY, 0, 3));
    assertEquals(List.of("30/10|k [-20, 10) 3, late by 0"), late());
    assertEquals(1, grouper.dropped());
    assertEquals(List.of("ON_TIME 30/10|k [10, 40) [1, 2, 3]"), advance(1_000));
  }

  @Test
  void nothingIsKeptOfAnElementThatIsTooLateForAllItsWindows() throws Exception {
    advance(29 + ALLOWED_LATENESS_MS);
    assertEquals(List.of(), add(KEY, 0, 1));
    assertEquals(List.of("30/10|k [-20, 10) 1, late by 20"), late());
    assertEquals(0, grouper.stateEntries());
    assertEquals(0, grouper.timers());
    assertEquals(1, grouper.dropped());
  }

  @Test
  void aSliceIsKeptUntilTheWindowThatIsComparedWithItsLastIsOver() throws Exception {
    add(KEY, 0, 1);
    advance(39 + ALLOWED_LATENESS_MS - 1);
    assertEquals(1, grouper.timers());
    assertEquals(
        List.of(
            "LATE 30/10|k [10, 40) [1, 2] again",
            "LATE 30/10|k [20, 50) [2] again",
            "LATE 30/10|k [30, 60) [2] again"),
        add(KEY, 30, 2));
    advance(39 + ALLOWED_LATENESS_MS);
    assertEquals(
        List.of("LATE 30/10|k [20, 50) [2, 3] again", "LATE 30/10|k [30, 60) [2, 3] again"), add(KEY, 30, 3));
    assertEquals(List.of("30/10|k [10, 40) 3, late by 0"), late());
    advance(69 + ALLOWED_LATENESS_MS);
    assertEquals(0, grouper.timers());
    assertEquals(0, grouper.stateEntries());
  }

  @Test
  void aSliceHasOneTimerAtATimeAndSlicesShareThem() throws Exception {
    for (var slice = 0; slice < 100; slice += 10) add(KEY, slice, slice);
    assertEquals(10, grouper.timers());
    // Three have entered and leave as three others enter.
    advance(29);
    assertEquals(7, grouper.timers());
    for (var value = 100; value < 120; value++) add(ALL, 0, value);
    assertEquals(8, grouper.timers());
  }

  @Test
  void aSliceTakesLessThanAHundredBytesOfStateWithItsTimerAndAValue() throws Exception {
    for (var slice = 0; slice < 1_000; slice += 10) add(KEY, slice, slice);
    var before = grouper.snapshot().getStateSize();
    for (var slice = 1_000; slice < 2_000; slice += 10) add(KEY, slice, slice);
    var each = (grouper.snapshot().getStateSize() - before) / 100.0;
    assertTrue(each < 100, () -> "found " + each);
  }

  @Test
  void whatWasGivenOutOnTimeIsNotSoAgainAfterARestart() throws Exception {
    add(KEY, 0, 1);
    advance(9);
    restart(ALLOWED_LATENESS_MS);
    assertEquals(
        List.of("LATE 30/10|k [-30, 0) [2] again", "LATE 30/10|k [-20, 10) [1, 2] again"), add(KEY, -10, 2));
    assertEquals(List.of("LATE 30/10|k [-20, 10) [1, 2, 3] again"), add(KEY, 0, 3));
    assertEquals(List.of("ON_TIME 30/10|k [0, 30) [1, 2, 3]"), advance(1_000));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100})
  void anotherAllowedLatenessAfterARestartHoldsForWhatIsThere(long allowedLatenessMs) throws Exception {
    add(KEY, 0, 1);
    advance(45);
    restart(allowedLatenessMs);
    add(KEY, 200, 2);
    advance(39 + Math.max(ALLOWED_LATENESS_MS, allowedLatenessMs) - 1);
    assertEquals(2, grouper.timers());
    advance(239 + allowedLatenessMs);
    assertEquals(0, grouper.timers());
    assertEquals(0, grouper.stateEntries());
  }

  @Test
  void anElementLiesInASliceWhereverItsWindowBegins() throws Exception {
    add(KEY, 7, 1);
    assertEquals(List.of("ON_TIME 30/10|k [-20, 10) [1]"), advance(9));
  }

  @Test
  void aKeyThatDoesNotSayWhatItsWindowsAreIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> add("k", 0, 1));
  }
}
