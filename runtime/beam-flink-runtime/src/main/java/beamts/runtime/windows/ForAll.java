package beamts.runtime.windows;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.util.WindowedValue;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.util.Collector;

/**
 * Elements for all parallel groupers, whose keys begin with {@code !}: a copy for each, under a key that Flink brings
 * there. So they stay in order with all that comes the same way, elements and watermarks, and the step and its state are
 * what they are without them. Broadcast by Flink, as a second input, they would come in an order of their own.
 */
public final class ForAll {
  private static final String MARK = "!";
  private static final long WINDOW_MS = 1;

  public static boolean is(String key) {
    return key.startsWith(MARK);
  }

  /** For the groupers behind {@code task}, which are as many: key, the grouper and of how many, value. */
  public static void send(
      String key, byte[] value, TaskInfo task, Collector<Tuple5<String, Long, Long, Boolean, byte[]>> out) {
    var groupers = task.getNumberOfParallelSubtasks();
    var isSent = new boolean[groupers];
    for (int left = groupers, trial = 0; left > 0; trial++) {
      var there = MARK + trial + key;
      var grouper =
          KeyGroupRangeAssignment.assignKeyToParallelOperator(there, task.getMaxNumberOfParallelSubtasks(), groupers);
      if (isSent[grouper]) continue;
      isSent[grouper] = true;
      left--;
      out.collect(Tuple5.of(there, (long) grouper, (long) groupers, false, value));
    }
  }

  /** @throws IllegalStateException if it has come to another grouper than it was sent to, which then has none */
  static WindowedValue<KV<String, Iterable<byte[]>>> receive(
      Tuple5<String, Long, Long, Boolean, byte[]> part, TaskInfo task) {
    var key = receivedKey(part, task);
    return GroupedElements.group(key, 0, WINDOW_MS, new ArrayList<>(List.of(part.f4)), GroupedElements.ON_TIME);
  }

  /** The key that it was sent with. Throws as {@link #receive} does. */
  public static String receivedKey(Tuple5<String, Long, Long, Boolean, byte[]> part, TaskInfo task) {
    if (part.f1 != task.getIndexOfThisSubtask() || part.f2 != task.getNumberOfParallelSubtasks()) {
      throw new IllegalStateException(
          "an element for subtask "
              + part.f1
              + " of "
              + part.f2
              + " has come to "
              + task.getTaskNameWithSubtasks()
              + ": expected the step before to have the same parallelism and max parallelism");
    }
    return part.f0.substring(part.f0.indexOf(MARK, 1));
  }

  private ForAll() {}
}
