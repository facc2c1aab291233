package fraud.nativeflink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Writes what the pipeline's alerts of rules say of a view's sessions, as JSON under 64 KB. For one thread. */
final class ViewAlertJson {
  private static final int MAX_LIST_BYTES = 54_000;
  private static final int MAX_SUPERSEDES_BYTES = MAX_LIST_BYTES / 4;

  /** An id, its quotes and a comma. */
  private static final int ID_BYTES = 35;

  private final ViewRule rule;
  private final long gapMs;
  private final String name;
  private final String threshold;
  private final String windowText;
  private final AlertId alertId = new AlertId();
  private final JsonBuffer json = new JsonBuffer();

  ViewAlertJson(ViewRule rule, long gapMs) {
    this.rule = rule;
    this.gapMs = gapMs;
    name = rule.view().label;
    threshold = Cents.format(rule.thresholdCents());
    windowText = "session with pauses under " + AlertRule.durationText(gapMs);
  }

  OutputRecord of(WindowSum session, Timing timing) {
    var sum = (ViewSum) session.sum;
    var key = session.pair;
    var slotMs = session.startMs - session.startMs % gapMs;
    var id = alertId.of(name, key, slotMs);
    var isFinal = timing != Timing.EARLY;
    var total = sum.total();
    json.cutTo(0).raw("{\"id\":\"").raw(id);
    json.raw("\",\"revision\":").raw(Long.toString(isFinal ? 2 * sum.count + 1 : 0));
    json.raw(",\"timing\":\"").raw(timing.name()).raw(isFinal ? "\",\"final\":true" : "\",\"final\":false");
    json.raw(",\"rule\":{\"id\":\"").raw(name).raw("\",\"version\":1,\"title\":\"Above the limit\"");
    json.raw(",\"severity\":\"medium\",\"mode\":\"live\"},\"grouping\":\"").raw(name).raw("\",\"subject\":");
    writeSubject(key);
    json.raw(",\"windowStart\":\"").time(session.startMs).raw("\",\"windowEnd\":\"").time(session.endMs);
    json.raw("\",\"firstTransaction\":\"").time(session.startMs);
    json.raw("\",\"lastTransaction\":\"").time(session.endMs - gapMs);
    json.raw("\",\"totalAmount\":\"").raw(total).raw("\",\"count\":").raw(Long.toString(sum.count));
    json.raw(",\"measures\":{\"total\":\"").raw(total).raw("\"},\"facts\":[{\"what\":\"total\",\"value\":\"").raw(total);
    json.raw("\",\"sign\":\">\",\"limit\":\"").raw(threshold).raw("\",\"limitValue\":\"").raw(threshold);
    json.raw("\",\"holds\":true}],\"transactions\":[");
    var listed = writeEvidence(sum, key);
    json.raw(listed < sum.count ? "],\"truncated\":true" : "],\"truncated\":false");
    json.raw(",\"reason\":\"Above the limit: ").raw(Long.toString(sum.count)).raw(" payments in one ").raw(windowText);
    json.raw(": total ").raw(total).raw(", above ").raw(threshold).raw(".\"");
    if (isFinal) writeSupersedes(session, key, slotMs);
    return new OutputRecord(id.getBytes(ISO_8859_1), json.raw("}").toBytes());
  }

  private void writeSubject(String key) {
    if (rule.view() != View.PAIR) {
      json.raw("{\"account\":").string(key).raw("}");
      return;
    }
    var separator = key.indexOf(';');
    json.raw("{\"origin\":").string(key.substring(0, separator));
    json.raw(",\"target\":").string(key.substring(separator + 1)).raw("}");
  }

  /** Writes the earliest payments that fit, and tells how many. */
  private int writeEvidence(ViewSum sum, String key) {
    var separator = rule.view() == View.PAIR ? key.indexOf(';') : -1;
    var account = separator < 0 ? key : key.substring(0, separator);
    var limit = json.length() + MAX_LIST_BYTES - MAX_SUPERSEDES_BYTES;
    for (var place = 0; place < sum.evidenceCount; place++) {
      var payment = sum.payments[place];
      var other = separator < 0 ? payment.counterparty : key.substring(separator + 1);
      var before = json.length();
      json.raw(place > 0 ? ",{\"timestamp\":\"" : "{\"timestamp\":\"").time(payment.timestampMs);
      json.raw("\",\"origin\":").string(payment.outgoing ? account : other);
      json.raw(",\"target\":").string(payment.outgoing ? other : account);
      json.raw(",\"amount\":\"").raw(Cents.format(payment.amountCents)).raw("\"}");
      if (json.length() > limit) {
        json.cutTo(before);
        return place;
      }
    }
    return sum.evidenceCount;
  }

  private void writeSupersedes(WindowSum session, String key, long slotMs) {
    var lastMs = session.endMs - gapMs;
    var left = MAX_SUPERSEDES_BYTES / ID_BYTES;
    if (slotMs + gapMs > lastMs) return;
    var comma = ",\"supersedes\":[\"";
    for (var startMs = slotMs + gapMs; startMs <= lastMs && left-- > 0; startMs += gapMs) {
      json.raw(comma).raw(alertId.of(name, key, startMs));
      comma = "\",\"";
    }
    json.raw("\"]");
  }
}
