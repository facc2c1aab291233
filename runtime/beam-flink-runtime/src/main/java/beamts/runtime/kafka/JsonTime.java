package beamts.runtime.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import java.io.IOException;

/** The time at a place in JSON. Reads no further than there: whether the rest is JSON, others look. */
final class JsonTime implements PaymentTime {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonPointer pointer;
  private final TimeForm form;

  JsonTime(String pointer, TimeForm form) {
    this.pointer = JsonPointer.compile(pointer);
    this.form = form;
  }

  @Override
  public long ofMs(byte[] bytes, int from, int to) {
    try (var parser =
        new FilteringParserDelegate(
            JSON.createParser(bytes, from, to - from),
            new JsonPointerBasedFilter(pointer),
            Inclusion.ONLY_INCLUDE_ALL,
            false)) {
      var token = parser.nextToken();
      var isText = token == JsonToken.VALUE_STRING;
      var isNumber = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
      return isText || isNumber && form != TimeForm.RFC3339 ? form.ms(parser.getText()) : NO_TIME;
    } catch (IOException | RuntimeException e) {
      // Jackson throws both for what is no JSON.
      return NO_TIME;
    }
  }
}
