package beamts.runtime.windows;

import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;

final class TestedBackends {
  /** {@code name}: heap or rocksdb. */
  static StateBackend create(String name) {
    return name.equals("heap") ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend(false);
  }

  private TestedBackends() {}
}
