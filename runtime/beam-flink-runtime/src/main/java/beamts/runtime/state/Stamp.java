package beamts.runtime.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into each checkpoint and savepoint what its state means: a text {@code <beam-ts:state {"job":…,"options":{…}}>}. A
 * job that is started from a state of other options is ended for good, with one line; its key groups and windows would
 * be read as what they are not. State without a stamp is taken as it is.
 */
final class Stamp<T> extends RichMapFunction<T, T> implements CheckpointedFunction {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(Stamp.class);

  private final String text;
  private transient ListState<String> state;

  Stamp(String text) {
    this.text = text;
  }

  @Override
  public T map(T element) {
    return element;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    // Union: each subtask sees it, whatever the parallelism has become.
    state = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("stamp", Types.STRING));
    var saved = new ArrayList<String>();
    state.get().forEach(saved::add);
    if (context.isRestored() && saved.isEmpty()) LOG.info("The state says nothing of its options: taken as it is");
    for (var other : saved) check(options(other), options(text));
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    state.update(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0 ? List.of(text) : List.of());
  }

  private static void check(JsonNode saved, JsonNode own) {
    var names = new TreeSet<String>();
    saved.fieldNames().forEachRemaining(names::add);
    own.fieldNames().forEachRemaining(names::add);
    var before = new ArrayList<String>();
    var now = new ArrayList<String>();
    for (var name : names) {
      if (saved.path(name).equals(own.path(name))) continue;
      before.add("--" + name + " " + saved.path(name).asText("?"));
      now.add("--" + name + " " + own.path(name).asText("?"));
    }
    if (before.isEmpty()) return;
    throw new SuppressRestartsException(
        new StateDoesNotFit(
            "the state is of a job with "
                + String.join(", ", before)
                + ", this one has "
                + String.join(", ", now)
                + ": start with the options of the state, or without the state"));
  }

  private static JsonNode options(String stamp) {
    try {
      return new ObjectMapper().readTree(stamp.substring(stamp.indexOf('{'), stamp.lastIndexOf('}') + 1)).path("options");
    } catch (IOException e) {
      throw new UncheckedIOException("not a stamp: " + stamp, e);
    }
  }
}
