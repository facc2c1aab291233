package beamts.runtime.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BroadcastingGrouperTest {
  private static final long ALLOWED_LATENESS_MS = 50;

  private boolean broadcasts = true;
  private ParallelGroupers groupers;

  private void start(String backend) throws Exception {
    groupers =
        new ParallelGroupers(
            () ->
                broadcasts
                    ? TestedGrouper.broadcasting(ALLOWED_LATENESS_MS)
                    : TestedGrouper.mixed(ALLOWED_LATENESS_MS),
            () -> TestedBackends.create(backend));
    groupers.setWallClock(0);
  }

  @AfterEach
  void close() throws Exception {
    if (groupers != null) groupers.close();
  }

  private List<String> add(String key, long start, int value, boolean early) throws Exception {
    return said(groupers.add(new Part(key, start, start + 100, value, early)));
  }

  private static List<String> said(List<RunningGrouper.Pane> panes) {
    return panes.stream().map(Object::toString).collect(Collectors.toList());
  }

  @ParameterizedTest
  @CsvSource({"1, 16", "2, 16", "3, 128", "16, 16", "100, 128", "128, 128"})
  void eachGrouperGetsACopyUnderAKeyThatFlinkBringsThere(int parallelism, int maxParallelism) {
    var copies = new ArrayList<Tuple5<String, Long, Long, Boolean, byte[]>>();
    var value = new byte[] {7};
    ForAll.send(
        "!rule", value, new TaskInfoImpl("parts", maxParallelism, 0, parallelism, 0), new ListCollector<>(copies));
    var reached = new TreeSet<Integer>();
    for (var copy : copies) {
      var there = KeyGroupRangeAssignment.assignKeyToParallelOperator(copy.f0, maxParallelism, parallelism);
      reached.add(there);
      var group = ForAll.receive(copy, new TaskInfoImpl("grouper", maxParallelism, there, parallelism, 0));
      assertEquals("!rule", group.getValue().getKey());
      assertEquals(List.of(value), group.getValue().getValue());
    }
    assertEquals(parallelism, copies.size());
    assertEquals(parallelism, reached.size());
  }

  @Test
  void aCopyThatComesToAnotherGrouperFailsTheJob() {
    var copy = Tuple5.of("!0!rule", 1L, 2L, false, new byte[0]);
    assertThrows(IllegalStateException.class, () -> ForAll.receive(copy, new TaskInfoImpl("grouper", 16, 0, 2, 0)));
    assertThrows(IllegalStateException.class, () -> ForAll.receive(copy, new TaskInfoImpl("grouper", 16, 1, 3, 0)));
  }

  @Test
  void whatIsForAllLeavesEachAtOnceAndKeepsNothing() throws Exception {
    start("heap");
    groupers.restore(3);
    assertEquals(List.of(), add("30/10|k", 0, 1, false));
    var entries = groupers.stateEntries();
    var timers = groupers.timers();
    assertEquals(
        List.of("ON_TIME !rule [0, 1) [9]", "ON_TIME !rule [0, 1) [9]", "ON_TIME !rule [0, 1) [9]"),
        said(groupers.addForAll("!rule", 9)));
    groupers.advance(5);
    assertEquals(3, groupers.addForAll("!rule", 10).size(), "however late");
    assertEquals(entries, groupers.stateEntries());
    assertEquals(timers, groupers.timers());
    assertEquals(List.of(), groupers.late());
  }

  /** As a job without rules that goes on with them, and back. */
  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void stateGoesOnWithBroadcastsAndWithout(String backend) throws Exception {
    for (var first : List.of(true, false)) {
      broadcasts = first;
      start(backend);
      assertEquals(List.of("EARLY |k [0, 100) [1]"), add("|k", 0, 1, true));
      add("|l", 0, 2, false);
      add("30/10|m", 0, 3, false);
      broadcasts = !first;
      groupers.restore(3);
      if (broadcasts) assertEquals(3, groupers.addForAll("!rule", 9).size());
      assertEquals(List.of("EARLY |k [0, 150) [1, 4]"), add("|k", 50, 4, true));
      assertEquals(List.of("ON_TIME 30/10|m [-20, 10) [3]"), said(groupers.advance(50)));
      broadcasts = first;
      groupers.restore(2);
      assertEquals(
          List.of("ON_TIME |k [0, 150) [1, 4]", "ON_TIME |l [0, 100) [2]"),
          said(groupers.advance(149)).stream().sorted().collect(Collectors.toList()));
      groupers.close();
      groupers = null;
    }
  }

  @Test
  void withoutBroadcastsNothingIsForAll() throws Exception {
    broadcasts = false;
    start("heap");
    assertThrows(IllegalArgumentException.class, () -> groupers.addForAll("!rule", 9));
  }
}
