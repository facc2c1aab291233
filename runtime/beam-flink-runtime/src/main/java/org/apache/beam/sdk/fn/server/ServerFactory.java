package org.apache.beam.sdk.fn.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.beam.model.pipeline.v1.Endpoints.ApiServiceDescriptor;
import org.apache.beam.sdk.fn.channel.SocketAddressFactory;
import org.apache.beam.vendor.grpc.v1p60p1.io.grpc.BindableService;
import org.apache.beam.vendor.grpc.v1p60p1.io.grpc.Server;
import org.apache.beam.vendor.grpc.v1p60p1.io.grpc.ServerInterceptors;
import org.apache.beam.vendor.grpc.v1p60p1.io.grpc.netty.NettyServerBuilder;

/**
 * Takes the place of Beam's class of this name, which opens its ports on every interface whatever address it was given:
 * those of the job server, and five in the TaskManager for each worker. They ask for no password, and whoever reaches
 * them can run code or read the payments. Here a server listens on the address that it tells its clients, and on
 * loopback when it chooses one itself. {@code -Dbeamts.bindHost=HOST} overrides the former: inside a container
 * the address that clients use is not one that can be listened on.
 */
public abstract class ServerFactory {
  private static final String BIND_HOST = System.getProperty("beamts.bindHost");

  /** Opens a server at a port of its own choice and puts the URL into {@code endpoint}. */
  public abstract Server allocateAddressAndCreate(List<BindableService> services, ApiServiceDescriptor.Builder endpoint)
      throws IOException;

  /** Opens a server at the URL of {@code endpoint}. */
  public abstract Server create(List<BindableService> services, ApiServiceDescriptor endpoint) throws IOException;

  /** Writes a server's URL. */
  public interface UrlFactory {
    String createUrl(String host, int port);

    static UrlFactory createDefault() {
      return (host, port) -> host + ":" + port;
    }
  }

  public static ServerFactory createDefault() {
    return createWithPortSupplier(() -> 0);
  }

  public static ServerFactory createWithUrlFactory(UrlFactory urls) {
    return createWithUrlFactoryAndPortSupplier(urls, () -> 0);
  }

  public static ServerFactory createWithPortSupplier(Supplier<Integer> ports) {
    return createWithUrlFactoryAndPortSupplier(UrlFactory.createDefault(), ports);
  }

  public static ServerFactory createWithUrlFactoryAndPortSupplier(UrlFactory urls, Supplier<Integer> ports) {
    return new ServerFactory() {
      @Override
      public Server allocateAddressAndCreate(List<BindableService> services, ApiServiceDescriptor.Builder endpoint)
          throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        var server = open(services, new InetSocketAddress(loopback, ports.get()));
        endpoint.setUrl(urls.createUrl(loopback.getHostAddress(), server.getPort()));
        return server;
      }

      @Override
      public Server create(List<BindableService> services, ApiServiceDescriptor endpoint) throws IOException {
        var told = (InetSocketAddress) SocketAddressFactory.createFrom(endpoint.getUrl());
        return open(services, BIND_HOST == null ? told : new InetSocketAddress(BIND_HOST, told.getPort()));
      }
    };
  }

  private static Server open(List<BindableService> services, InetSocketAddress address) throws IOException {
    // Bundles have no upper size. Workers ping every 20 s, which gRPC takes for abuse unless allowed.
    var builder =
        NettyServerBuilder.forAddress(address)
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .permitKeepAliveTime(20, TimeUnit.SECONDS);
    for (var service : services) {
      // The interceptor tells the services which worker calls.
      builder.addService(ServerInterceptors.intercept(service, GrpcContextHeaderAccessorProvider.interceptor()));
    }
    return builder.build().start();
  }
}
