package fraud.nativeflink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;

/** What stands on the dead letter topic: enough to mend the record and send it again. */
final class DeadLetter {
  /** Kafka refuses records over 1 MB by default, and JSON can make six bytes of one: a longer record is cut. */
  private static final int MAX_RAW_BYTES = 150_000;

  static OutputRecord of(Malformed malformed, RawRecord record) {
    var line = record.value;
    var isCut = line.length > MAX_RAW_BYTES;
    var kept = isCut ? Arrays.copyOf(line, MAX_RAW_BYTES) : line;
    var isText = !malformed.reason().equals("invalid-utf8");
    var json = new JsonBuffer();
    json.raw("{\"reason\":").string(malformed.reason());
    json.raw(",\"detail\":").string(malformed.detail());
    json.raw(",\"raw\":").string(isText ? new String(kept, UTF_8) : Base64.getEncoder().encodeToString(kept));
    json.raw(isText ? ",\"encoding\":\"utf8\"" : ",\"encoding\":\"base64\"");
    if (isCut) json.raw(",\"rawBytes\":").raw(Integer.toString(line.length));
    json.raw(",\"topic\":").string(record.topic);
    json.raw(",\"partition\":").raw(Integer.toString(record.partition));
    json.raw(",\"offset\":").raw(Long.toString(record.offset));
    return new OutputRecord(malformed.reason().getBytes(UTF_8), json.raw("}").toBytes());
  }

  private DeadLetter() {}
}
