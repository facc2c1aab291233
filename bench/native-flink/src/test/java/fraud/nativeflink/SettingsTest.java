package fraud.nativeflink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static String problems(String... args) {
    return assertThrows(IllegalArgumentException.class, () -> Settings.from(args)).getMessage();
  }

  @Test
  void allProblemsAreToldInOneLine() {
    assertEquals(
        "--brokers is missing; --gap-ms: found 0, expected a whole number between 1 and 31536000000;"
            + " --start: found now, expected one of earliest, latest; --gab: no such option",
        problems("--gap-ms", "0", "--gab", "1", "--start", "now"));
    assertEquals(
        "--group: found no value behind it, expected one; --brokers is missing", problems("--group"));
    assertEquals("found -x, expected --name value pairs; --brokers is missing", problems("-x"));
  }

  @Test
  void eachViewHasALimitOfItsOwn() {
    var settings = Settings.from(new String[] {"--brokers", "b:1", "--views", "pair=500,account=700"});
    assertEquals(List.of(new ViewRule(View.PAIR, 500), new ViewRule(View.ACCOUNT, 700)), settings.views());
    assertEquals(
        "--views: found pairs=1, expected pair, origin, target or account, = and an amount in cents",
        problems("--brokers", "b:1", "--views", "pairs=1"));
  }

  @Test
  void durationsAreWrittenTheShortestWay() {
    assertEquals("1m", AlertRule.durationText(60_000));
    assertEquals("1500ms", AlertRule.durationText(1_500));
    assertEquals("90s", AlertRule.durationText(90_000));
    assertEquals("1d", AlertRule.durationText(86_400_000));
  }
}
