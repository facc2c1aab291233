package fraud.nativeflink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Options given as {@code --name value}. Problems are gathered, to be told all at once. */
final class Flags {
  private final Map<String, String> given = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  Flags(String[] args) {
    for (var at = 0; at < args.length; at += 2) {
      if (!args[at].startsWith("--")) {
        problems.add("found " + args[at] + ", expected --name value pairs");
        return;
      }
      if (at + 1 == args.length) {
        problems.add(args[at] + ": found no value behind it, expected one");
      } else if (given.put(args[at].substring(2), args[at + 1]) != null) {
        problems.add(args[at] + ": found twice, expected once");
      }
    }
  }

  /** {@code fallback}: null where the option must be given. */
  String text(String name, String fallback) {
    var value = given.remove(name);
    if (value == null && fallback == null) problems.add("--" + name + " is missing");
    else if (value != null && value.isEmpty()) problems.add("--" + name + ": found nothing, expected a text");
    return value == null ? fallback : value;
  }

  /** One of some words, or null where the option is not given and there is no fallback. */
  String oneOf(Set<String> choices, String name, String fallback) {
    var value = given.remove(name);
    if (value == null) return fallback;
    if (!choices.contains(value)) {
      problems.add("--" + name + ": found " + value + ", expected one of " + String.join(", ", choices));
    }
    return value;
  }

  /** Parts between commas; none where the option is not given. */
  List<String> list(String name) {
    var value = given.remove(name);
    return value == null ? List.of() : List.of(value.split(","));
  }

  void refuse(String name, String found, String expected) {
    problems.add("--" + name + ": found " + found + ", expected " + expected);
  }

  long number(String name, long min, long max, long fallback) {
    var value = given.remove(name);
    if (value == null) return fallback;
    try {
      var number = Long.parseLong(value);
      if (number >= min && number <= max) return number;
    } catch (NumberFormatException tellBelow) {
      // Told below, as a number out of bounds is.
    }
    problems.add("--" + name + ": found " + value + ", expected a whole number between " + min + " and " + max);
    return fallback;
  }

  /** Throws with all problems in one line; what no one asked for is one, too. */
  void check() {
    for (var name : given.keySet()) problems.add("--" + name + ": no such option");
    if (!problems.isEmpty()) throw new IllegalArgumentException(String.join("; ", problems));
  }
}
