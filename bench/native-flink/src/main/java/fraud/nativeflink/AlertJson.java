package fraud.nativeflink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/** Writes alerts as JSON, under 64 KB each: evidence is cut where it would not fit, the total never. For one thread. */
final class AlertJson {
  /** Bytes of JSON that evidence and superseded ids may take together. */
  private static final int MAX_LIST_BYTES = 54_000;

  /** Of those, superseded ids take a quarter at most. */
  private static final int MAX_SUPERSEDES_BYTES = MAX_LIST_BYTES / 4;

  /** An id, its quotes and a comma. */
  private static final int ID_BYTES = 35;

  private final AlertRule rule;
  private final String threshold;
  private final String windowText;
  private final AlertId alertId = new AlertId();
  private final JsonBuffer json = new JsonBuffer();
  private final JsonBuffer accounts = new JsonBuffer();

  AlertJson(AlertRule rule) {
    this.rule = rule;
    threshold = Cents.format(rule.thresholdCents());
    windowText = "session with pauses under " + AlertRule.durationText(rule.gapMs());
  }

  OutputRecord of(WindowSum session, Timing timing) {
    var sum = session.sum;
    // Sessions begin at least a gap apart: the slot of that width in which one begins names it.
    var slotMs = session.startMs - session.startMs % rule.gapMs();
    var id = alertId.of(session.pair, slotMs);
    var isFinal = timing != Timing.EARLY;
    var total = sum.total();
    var accountsJson = accountsOf(session.pair);
    var supersedes = isFinal ? supersededBy(session, slotMs) : List.<String>of();
    json.cutTo(0).raw("{\"id\":\"").raw(id);
    // The more payments, the newer; a warning ranks below all that comes after the end.
    json.raw("\",\"revision\":").raw(Long.toString(isFinal ? 2 * sum.count + 1 : 0));
    json.raw(",\"timing\":\"").raw(timing.name()).raw(isFinal ? "\",\"final\":true" : "\",\"final\":false");
    json.raw(",\"grouping\":\"pair\",").raw(accountsJson);
    json.raw(",\"windowStart\":\"").time(session.startMs).raw("\",\"windowEnd\":\"").time(session.endMs);
    json.raw("\",\"firstTransaction\":\"").time(session.startMs);
    json.raw("\",\"lastTransaction\":\"").time(session.endMs - rule.gapMs());
    json.raw("\",\"totalAmount\":\"").raw(total).raw("\",\"count\":").raw(Long.toString(sum.count));
    json.raw(",\"threshold\":\"").raw(threshold).raw("\",\"transactions\":[");
    var listed = writeEvidence(sum, accountsJson, supersedes.size() * ID_BYTES);
    json.raw(listed < sum.count ? "],\"truncated\":true" : "],\"truncated\":false");
    json.raw(",\"reason\":\"").raw(Long.toString(sum.count)).raw(sum.count == 1 ? " payment" : " payments");
    json.raw(" of this pair in one ").raw(windowText).raw(" add up to ").raw(total);
    json.raw(", above the limit of ").raw(threshold).raw(".\"");
    if (!supersedes.isEmpty()) writeSupersedes(supersedes);
    return new OutputRecord(id.getBytes(ISO_8859_1), json.raw("}").toBytes());
  }

  private byte[] accountsOf(String pair) {
    var separator = pair.indexOf(';');
    accounts.cutTo(0).raw("\"origin\":").string(pair.substring(0, separator));
    return accounts.raw(",\"target\":").string(pair.substring(separator + 1)).toBytes();
  }

  /** Writes the earliest payments that fit, and tells how many. */
  private int writeEvidence(SessionSum sum, byte[] accountsJson, int bytesGone) {
    var left = MAX_LIST_BYTES - bytesGone;
    for (var place = 0; place < sum.evidenceCount; place++) {
      var before = json.length();
      if (place > 0) json.raw(",");
      var start = json.length();
      json.raw("{\"timestamp\":\"").time(sum.evidenceMs(place)).raw("\",").raw(accountsJson);
      json.raw(",\"amount\":\"").raw(Cents.format(sum.evidenceCents(place))).raw("\"}");
      left -= json.length() - start + 1;
      if (left < 0) {
        json.cutTo(before);
        return place;
      }
    }
    return sum.evidenceCount;
  }

  /**
   * Ids of all that may have been said of parts of this session: each began in a slot after its own, up to that of the
   * last payment. The earliest that fit.
   */
  private List<String> supersededBy(WindowSum session, long slotMs) {
    var ids = new ArrayList<String>();
    var lastMs = session.endMs - rule.gapMs();
    for (var startMs = slotMs + rule.gapMs(); startMs <= lastMs; startMs += rule.gapMs()) {
      if ((ids.size() + 1) * ID_BYTES > MAX_SUPERSEDES_BYTES) break;
      ids.add(alertId.of(session.pair, startMs));
    }
    return ids;
  }

  private void writeSupersedes(List<String> ids) {
    json.raw(",\"supersedes\":[");
    var comma = "";
    for (var id : ids) {
      json.raw(comma).raw("\"").raw(id).raw("\"");
      comma = ",";
    }
    json.raw("]");
  }
}
