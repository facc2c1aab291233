package beamts.runtime.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingWindowsTest {
  @ParameterizedTest
  @CsvSource({"40, 15, 5", "40, 20, 20", "30, 30, 30", "7, 1, 1", "28, 12, 4"})
  void aWindowHasTheSlicesThatLieInIt(long size, long every, long length) {
    var windows = SlidingWindows.of(size + "/" + every + "|k");
    for (var time = -100L; time <= 100; time++) {
      var slice = windows.slice(time);
      assertTrue(slice % length == 0 && slice <= time && time < slice + length);
      var having =
          LongStream.rangeClosed(-200, 200)
              .filter(start -> start % every == 0 && start <= slice && slice + length <= start + size)
              .boxed()
              .collect(Collectors.toList());
      assertEquals(having.get(0), windows.first(slice));
      assertEquals(having.get(having.size() - 1), windows.last(slice));
      for (var window : having) assertTrue(windows.has(window, slice));
      assertFalse(windows.has(windows.first(slice) - every, slice));
      assertFalse(windows.has(windows.last(slice) + every, slice));
    }
  }

  @Test
  void aWindowHasEndedWithItsLastMillisecond() {
    var windows = SlidingWindows.of("40/15|k");
    assertEquals(39, windows.lastMs(0));
    assertEquals(-15, windows.newestEndedBy(38));
    assertEquals(0, windows.newestEndedBy(39));
    assertTrue(windows.isWindow(windows.endedBy(39)));
    assertFalse(windows.isWindow(windows.endedBy(40)));
    assertEquals(-60, windows.newestEndedBy(-20));
  }

  @Test
  void theKeySaysWhetherAllWindowsCount() {
    assertTrue(SlidingWindows.of("40/15/all|k").all);
    assertFalse(SlidingWindows.of("40/15|k/all|").all);
    assertFalse(SlidingWindows.of("40/40|").all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "k", "40/15", "40|k", "/|k", "40/|k", "/15|k", "15/40|k", "40/0|k", "0/0|k", "-40/-50|k", "+40/15|k", "40/15/|k",
        "40/15/some|k", "40/all|k", "40//all|k", "/all|k", "40/15/all/all|k", " 40/15|k", "4e3/15|k", "1000000000000000/1|k",
        "k|40/15|"
      })
  void aKeyThatDoesNotSayWhatItsWindowsAreIsRefused(String key) {
    assertThrows(IllegalArgumentException.class, () -> SlidingWindows.of(key));
  }

  @Test
  void whatIsRefusedIsSaidInOneLineWithoutTheRestOfTheKey() {
    var error = assertThrows(IllegalArgumentException.class, () -> SlidingWindows.of("15/40|someone's account"));
    assertEquals(
        "key of mixed windows: expected it to begin with \"|\", \"SIZE/EVERY|\" or \"SIZE/EVERY/all|\" in ms, 0 < EVERY <="
            + " SIZE, found \"15/40|\"",
        error.getMessage());
  }
}
