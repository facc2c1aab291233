package beamts.runtime.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.ServiceLoader;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.io.network.netty.InboundChannelHandlerFactory;
import org.apache.flink.shaded.netty4.io.netty.channel.embedded.EmbeddedChannel;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpMethod;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnPageOnlyTest {
  private static final Configuration CONFIGURATION =
      new Configuration().set(OwnPageOnly.ALLOWED_HOSTS, "flink, Flink.Here").set(RestOptions.ADDRESS, "jobmanager");

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8081, , , /jobs",
    "[::1]:8081, , , /jobs",
    "10.1.2.3:8081, , , /overview",
    "flink:8081, , , /jobs",
    "flink.here, , , /jobs",
    "jobmanager:8081, , , /jobs",
    "127.0.0.1:8081, http://127.0.0.1:8081, same-origin, /jars/upload",
    "flink.here, https://flink.here, same-origin, /jars/upload",
    "127.0.0.1:8081, , cross-site, /",
    "127.0.0.1:8081, , none, /jobs",
  })
  void programsAndTheOwnPageGoOn(String host, String origin, String site, String path) {
    assertEquals(200, statusFor(host, origin, site, path));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8081, http://evil.example, , /jars/upload",
    "127.0.0.1:8081, http://127.0.0.1:9000, same-site, /jobs",
    "127.0.0.1:8081, null, cross-site, /jobs",
    "evil.example:8081, http://evil.example:8081, same-origin, /jobs",
    "evil.example:8081, , , /jobs",
    "localhost.evil.example, , , /jobs",
    ", , , /jobs",
    "127.0.0.1:8081, , cross-site, /jobs/1/yarn-cancel",
  })
  void foreignSitesAreRefused(String host, String origin, String site, String path) {
    assertEquals(403, statusFor(host, origin, site, path));
  }

  @Test
  void whoseFlinkHasNoListOfNamesIsLeftAlone() {
    assertTrue(new OwnPageOnly().createHandler(new Configuration(), Map.of()).isEmpty());
  }

  @Test
  void flinkFindsIt() {
    assertTrue(
        ServiceLoader.load(InboundChannelHandlerFactory.class).stream().anyMatch(one -> one.type() == OwnPageOnly.class));
  }

  /** 200 where the request goes on to Flink. */
  private static int statusFor(String host, String origin, String site, String path) {
    var channel = new EmbeddedChannel(new OwnPageOnly().createHandler(CONFIGURATION, Map.of()).orElseThrow());
    var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path);
    if (host != null) request.headers().set("host", host);
    if (origin != null) request.headers().set("origin", origin);
    if (site != null) request.headers().set("sec-fetch-site", site);
    channel.writeInbound(request);
    return channel.readInbound() == null ? channel.<HttpResponse>readOutbound().status().code() : 200;
  }
}
