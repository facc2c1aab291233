package fraud.nativeflink;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Splits records into payments and dead letters. Nothing throws: bad input is data. */
final class ParsePayments extends ProcessFunction<RawRecord, Payment> {
  static final OutputTag<OutputRecord> DEAD_LETTERS = new OutputTag<>("dead letters") {};

  private final long maxFutureSkewMs;
  private transient PaymentParser parser;

  /** {@code maxFutureSkewMs}: how far ahead of the wall clock a payment may lie before it is refused. */
  ParsePayments(long maxFutureSkewMs) {
    this.maxFutureSkewMs = maxFutureSkewMs;
  }

  @Override
  public void open(Configuration parameters) {
    parser = new PaymentParser();
  }

  @Override
  public void processElement(RawRecord record, Context context, Collector<Payment> payments) {
    var parsed = parser.parse(record.value, System.currentTimeMillis() + maxFutureSkewMs);
    if (parsed instanceof Payment payment) payments.collect(payment);
    else context.output(DEAD_LETTERS, DeadLetter.of((Malformed) parsed, record));
  }
}
