package fraud.nativeflink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SessionSumTest {
  private static final int LIMIT = 5;

  private final SumPayments sumPayments = new SumPayments(1_000_000, LIMIT);

  private SessionSum sumOf(List<Payment> payments) {
    var sum = sumPayments.createAccumulator();
    for (var payment : payments) sum = sumPayments.add(payment, sum);
    return sum;
  }

  private static String told(SessionSum sum) {
    var evidence = LongStream.of(sum.evidence).limit(2L * sum.evidenceCount).boxed().toList();
    return sum.count + " " + sum.total() + " " + evidence;
  }

  @Test
  void anyOrderAndAnySplitGiveTheSameSumAndTheEarliestEvidence() {
    var random = new Random(1);
    for (var round = 0; round < 200; round++) {
      var payments = new ArrayList<Payment>();
      for (var count = 1 + random.nextInt(20); count > 0; count--) {
        payments.add(new Payment("a;b", random.nextInt(10), 1 + random.nextInt(3)));
      }
      var expected = told(sumOf(payments));
      Collections.shuffle(payments, random);
      var cut = random.nextInt(payments.size() + 1);
      var parts = sumOf(payments.subList(0, cut));
      assertEquals(expected, told(sumPayments.merge(parts, sumOf(payments.subList(cut, payments.size())))));
    }
  }

  @Test
  void aTotalBeyondWhatALongHoldsIsExact() {
    var sum = new SessionSum();
    var half = new SessionSum();
    for (var times = 0; times < 60_000; times++) half = sumPayments.add(new Payment("a;b", 0, Cents.MAX), half);
    for (var times = 0; times < 3; times++) sum = sumPayments.merge(sum, half);
    assertEquals("180000000000000000", sum.total());
    assertTrue(sum.isAbove(Cents.MAX));
    assertEquals("180000000000000000.05", told(sumPayments.add(new Payment("a;b", 0, 5), sum)).split(" ")[1]);
  }

  @Test
  void aSumReadsBackFromItsBytesAndGoesOn() throws Exception {
    var serializer = new SessionSumSerializer();
    var sum = sumOf(List.of(new Payment("a;b", 2, 3), new Payment("a;b", 1, 999_998)));
    var out = new DataOutputSerializer(64);
    serializer.serialize(sum, out);
    var read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    assertEquals(told(sum), told(read));
    assertEquals(SessionSum.Crossing.NOW, read.crossing);
    assertEquals(
        told(sumPayments.add(new Payment("a;b", 0, 7), sum)), told(sumPayments.add(new Payment("a;b", 0, 7), read)));
    assertEquals(SessionSum.Crossing.BEFORE, read.crossing);
  }
}
