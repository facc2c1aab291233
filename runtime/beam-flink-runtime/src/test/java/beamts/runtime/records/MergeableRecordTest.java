package beamts.runtime.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MergeableRecordTest {
  /** Two records and what becomes of them, as TypeScript has it: {@code npm run rules:records}. */
  private static List<byte[][]> records() throws Exception {
    var file = MergeableRecordTest.class.getResourceAsStream("/merged-records.txt");
    try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))) {
      return lines
          .lines()
          .map(line -> Arrays.stream(line.split(" ")).map(MergeableRecordTest::bytes).toArray(byte[][]::new))
          .collect(Collectors.toList());
    }
  }

  @Test
  void twoRecordsBecomeTheBytesThatTypeScriptMakesOfThem() throws Exception {
    var records = records();
    assertTrue(records.size() > 100);
    for (var line = 0; line < records.size(); line++) {
      var of = records.get(line);
      assertEquals(hex(of[2]), hex(MergeableRecord.merge(of[0], of[1])), "line " + (line + 1));
    }
  }

  @Test
  void theOrderAndTheGroupingDoNotMatter() {
    var random = new Random(1);
    for (var run = 0; run < 1_000; run++) {
      var some = new ArrayList<byte[]>();
      for (var n = random.nextInt(5) + 2; n > 0; n--) some.add(anyRecord(random));
      var once = mergedInAnyOrder(some, random);
      assertEquals(hex(once), hex(mergedInAnyOrder(some, random)), "run " + run);
    }
  }

  /** A sum, a largest one, up to four texts, and of numbered texts the first three. */
  private static byte[] anyRecord(Random random) {
    var record = new ByteWriter(0);
    record.varint(1);
    record.varint(4);
    record.varint(0);
    record.varint(0);
    record.block(new BigInteger(70, random).toString().getBytes(StandardCharsets.US_ASCII));
    record.varint(2);
    record.varint(random.nextInt(3) + 1);
    record.varint(3);
    record.varint(4);
    var texts = new TreeSet<Integer>();
    for (var n = random.nextInt(4); n > 0; n--) texts.add(random.nextInt(6));
    record.varint(texts.size() + 1);
    for (var text : texts) record.block(new byte[] {(byte) (200 + text * 10)});
    record.varint(4);
    record.varint(3);
    var count = random.nextInt(4);
    record.varint(count);
    // All numbers differ, so that each distance is above 0 and their texts need no order.
    for (; count > 0; count--) {
      record.varint(random.nextInt(3) + 1);
      record.block(new byte[random.nextInt(3)]);
    }
    return record.toBytes();
  }

  private static byte[] mergedInAnyOrder(List<byte[]> records, Random random) {
    var left = new ArrayList<>(records);
    while (left.size() > 1) {
      var one = left.remove(random.nextInt(left.size()));
      var at = random.nextInt(left.size());
      left.set(at, MergeableRecord.merge(left.get(at), one));
    }
    return left.get(0);
  }

  @Test
  void aFieldThatOneOfThemLacksIsGone() {
    var both = new byte[] {1, 2, 0, 3, 8, 5};
    var one = new byte[] {1, 1, 8, 7};
    assertArrayEquals(new byte[] {1, 1, 8, 11}, MergeableRecord.merge(both, one));
    assertArrayEquals(new byte[] {1, 1, 8, 11}, MergeableRecord.merge(one, both));
  }

  @Test
  void whatIsNoRecordIsRefused() throws Exception {
    var record = records().get(0)[0];
    for (var length = 0; length < record.length; length++) {
      var cut = Arrays.copyOf(record, length);
      assertThrows(IllegalArgumentException.class, () -> MergeableRecord.merge(record, cut));
    }
    var other = record.clone();
    other[0] = 2;
    var error = assertThrows(IllegalArgumentException.class, () -> MergeableRecord.merge(other, record));
    assertEquals("found a record of version 2, expected 1", error.getMessage());
    var kind = new byte[] {1, 1, 7, 0};
    assertThrows(IllegalArgumentException.class, () -> MergeableRecord.merge(kind, kind));
  }

  private static String hex(byte[] bytes) {
    var hex = new StringBuilder();
    for (var one : bytes) hex.append(String.format("%02x", one));
    return hex.toString();
  }

  private static byte[] bytes(String hex) {
    var bytes = new byte[hex.length() / 2];
    for (var at = 0; at < bytes.length; at++) bytes[at] = (byte) Integer.parseInt(hex.substring(at * 2, at * 2 + 2), 16);
    return bytes;
  }
}
