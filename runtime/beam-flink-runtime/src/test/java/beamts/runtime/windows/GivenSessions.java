package beamts.runtime.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import beamts.runtime.windows.RunningGrouper.Pane;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.windowing.PaneInfo.Timing;

/** The sessions that were given out so far, against those that must have been. */
final class GivenSessions {
  private final String what;
  /** The newest pane of each session, by its key and interval. */
  private final Map<String, Session> newest = new HashMap<>();
  private final HashSet<String> onTime = new HashSet<>();

  /** {@code what}: said when something is not as it should be. */
  GivenSessions(String what) {
    this.what = what;
  }

  /** {@code ended}: those that must have been given out, as they are now. */
  void check(List<Pane> panes, List<Session> ended) {
    for (var pane : panes) {
      assertTrue(ended.contains(pane.session), () -> what + ": " + pane.session + " is not among " + ended);
      assertNotEquals(pane.session, newest.put(id(pane.session), pane.session), what + ": the same twice");
      if (pane.timing == Timing.ON_TIME) {
        assertTrue(onTime.add(id(pane.session)), () -> what + ": on time twice, " + pane.session);
      }
    }
    for (var session : ended) assertEquals(session, newest.get(id(session)), what);
  }

  void forgetWhatWasOnTime() {
    onTime.clear();
  }

  private static String id(Session session) {
    return session.key + session.start + "-" + session.end;
  }
}
