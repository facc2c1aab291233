package beamts.runtime.rest;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;

/** Tells requests that a foreign site made a browser send from those of Flink's own page and of programs. */
final class RequestCheck {
  private static final Pattern PORT = Pattern.compile(":\\d+$");
  private static final Pattern SCHEME = Pattern.compile("^https?://");
  private static final Pattern ADDRESS = Pattern.compile("localhost|\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

  private final Set<String> allowedHosts;

  RequestCheck(Set<String> allowedHosts) {
    this.allowedHosts = allowedHosts;
  }

  /** Why the request is refused; null if it is not. */
  String problem(HttpRequest request) {
    var headers = request.headers();
    var host = lower(headers.get(HttpHeaderNames.HOST));
    var name = PORT.matcher(host).replaceFirst("");
    // A name that somebody else owns may point here (DNS rebinding); an address cannot.
    if (!ADDRESS.matcher(name).matches() && !allowedHosts.contains(name)) {
      return "Host: found " + host + ", expected an address, localhost or a name of web.allowed-hosts";
    }
    var origin = headers.get(HttpHeaderNames.ORIGIN);
    if (origin != null && !SCHEME.matcher(lower(origin)).replaceFirst("").equals(host)) {
      return "Origin: found " + origin + ", expected the page at " + host;
    }
    // What loads without an Origin, such as an image. A link may lead to the page.
    var site = lower(headers.get("sec-fetch-site"));
    if (site.matches("cross-site|same-site") && !request.uri().equals("/")) {
      return "Sec-Fetch-Site: found " + site + ", expected a request of the page at " + host;
    }
    return null;
  }

  private static String lower(String header) {
    return header == null ? "" : header.toLowerCase(Locale.ROOT);
  }
}
