package beamts.runtime.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Finds the time that a payment says of itself. */
interface PaymentTime {
  long NO_TIME = PartitionClock.NO_TIME;

  /** Epoch ms of the payment in these bytes; {@link #NO_TIME} where they are none, or their time cannot be read. */
  long ofMs(byte[] bytes, int from, int to);

  /** @throws IllegalArgumentException if there is no such format or form of a time */
  static PaymentTime of(TimeSettings settings) {
    var form = TimeForm.of(settings.as);
    switch (settings.format) {
      case "lines":
        return (bytes, from, to) -> form.ms(new String(bytes, from, DelimitedText.end(bytes, from, to, ';') - from, UTF_8));
      case "csv":
        return new DelimitedText(settings.column, settings.delimiter.charAt(0), form);
      case "json":
        return new JsonTime(settings.pointer, form);
      default:
        throw new IllegalArgumentException("format: found " + settings.format + ", expected lines, csv or json");
    }
  }
}
