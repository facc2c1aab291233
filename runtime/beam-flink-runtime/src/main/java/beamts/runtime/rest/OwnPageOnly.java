package beamts.runtime.rest;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.io.network.netty.InboundChannelHandlerFactory;
import org.apache.flink.runtime.rest.FileUploadHandler;
import org.apache.flink.shaded.netty4.io.netty.buffer.Unpooled;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelFutureListener;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandler;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.SimpleChannelInboundHandler;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.FullHttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderValues;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;

/**
 * Keeps foreign sites from using a browser that can reach Flink's REST API, which asks nobody who he is and runs what it is sent: Flink's
 * own `web.access-control-allow-origin` only keeps them from reading the answer. Found by Flink's service loader; does nothing without
 * `web.allowed-hosts`.
 */
public final class OwnPageOnly implements InboundChannelHandlerFactory {
  static final ConfigOption<String> ALLOWED_HOSTS =
      ConfigOptions.key("web.allowed-hosts")
          .stringType()
          .noDefaultValue()
          .withDescription("Names by which Flink's REST API is reached, separated by commas; IP addresses are always allowed");

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Optional<ChannelHandler> createHandler(Configuration configuration, Map<String, String> responseHeaders) {
    return configuration
        .getOptional(ALLOWED_HOSTS)
        .map(
            names -> {
              var allowed = new HashSet<>(List.of(names.toLowerCase(Locale.ROOT).split("\\s*,\\s*")));
              configuration.getOptional(RestOptions.ADDRESS).ifPresent(name -> allowed.add(name.toLowerCase(Locale.ROOT)));
              return new Refusing(new RequestCheck(allowed));
            });
  }

  /** Comes after Flink's handler of uploads, whose files it removes. */
  private static final class Refusing extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final RequestCheck check;

    Refusing(RequestCheck check) {
      super(false);
      this.check = check;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) throws Exception {
      var problem = check.problem(request);
      if (problem == null) {
        context.fireChannelRead(request);
        return;
      }
      request.release();
      FileUploadHandler.getMultipartFileUploads(context).close();
      var text = Unpooled.copiedBuffer(problem + "\n", StandardCharsets.UTF_8);
      var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.FORBIDDEN, text);
      answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
      answer.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, text.readableBytes());
      answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }
  }
}
