package beamts.runtime.windows;

import java.util.Objects;
import java.util.TreeSet;

/** A whole session of a key, [start, end) in ms, with the values of its parts. */
final class Session {
  final String key;
  final long start;
  final long end;
  final TreeSet<Integer> values;

  Session(String key, long start, long end, TreeSet<Integer> values) {
    this.key = key;
    this.start = start;
    this.end = end;
    this.values = values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Session && toString().equals(other.toString());
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, start, end);
  }

  @Override
  public String toString() {
    return key + " [" + start + ", " + end + ") " + values;
  }
}
