package fraud.nativeflink;

import java.io.Serializable;
import java.util.List;

/** A view, and the sum above which a session of it raises an alert. Its name is that of the view. */
record ViewRule(View view, long thresholdCents) implements Serializable {
  /** The rules of {@code --views pair=5000000,target=8000000}; none where the option is not given. */
  static List<ViewRule> listOf(Flags flags) {
    return flags.list("views").stream().map(text -> of(text, flags)).toList();
  }

  private static ViewRule of(String text, Flags flags) {
    try {
      var separator = text.indexOf('=');
      for (var view : View.values()) {
        if (separator >= 0 && view.label.equals(text.substring(0, separator))) {
          return new ViewRule(view, Long.parseLong(text.substring(separator + 1)));
        }
      }
    } catch (NumberFormatException toldBelow) {
      // Told below, as an unknown view is.
    }
    flags.refuse("views", text, "pair, origin, target or account, = and an amount in cents");
    return null;
  }
}
