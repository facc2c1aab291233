package beamts.runtime;

import java.util.Arrays;
import org.apache.beam.sdk.expansion.service.ExpansionServer;
import org.apache.beam.sdk.expansion.service.ExpansionService;
import org.apache.beam.sdk.expansion.service.ExpansionServiceOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Beam's expansion service on one address: {@code HOST PORT [pipeline options]}. Beam's own main class listens on
 * every interface, and whoever reaches the port can make it read files and open connections.
 */
public final class BoundExpansionService {
  public static void main(String[] args) throws Exception {
    PipelineOptionsFactory.register(ExpansionServiceOptions.class);
    var options = PipelineOptionsFactory.fromArgs(Arrays.copyOfRange(args, 2, args.length)).create();
    var server = ExpansionServer.create(new ExpansionService(options), args[0], Integer.parseInt(args[1]));
    System.out.println("expansion service listens on " + server.getHost() + ":" + server.getPort());
    Thread.currentThread().join();
  }

  private BoundExpansionService() {}
}
