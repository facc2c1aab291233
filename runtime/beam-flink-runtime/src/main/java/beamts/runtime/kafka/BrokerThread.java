package beamts.runtime.kafka;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the broker again and again, whatever fails meanwhile; says once that it fails. */
final class BrokerThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerThread.class);

  private final Supplier<PartitionEnds> connect;
  private final Consumer<PartitionEnds> look;
  private final long everyMs;
  private final String failing;
  private final Thread thread;

  /** {@code failing}: what cannot be done then, and what comes of it. */
  BrokerThread(
      String name, Supplier<PartitionEnds> connect, Consumer<PartitionEnds> look, long everyMs, String failing) {
    this.connect = connect;
    this.look = look;
    this.everyMs = everyMs;
    this.failing = failing;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    PartitionEnds broker = null;
    var isFailing = false;
    try {
      while (true) {
        Thread.sleep(everyMs);
        try {
          if (broker == null) broker = connect.get();
          look.accept(broker);
          isFailing = false;
        } catch (InterruptException e) {
          return;
        } catch (RuntimeException e) {
          if (!isFailing) LOG.warn(failing, e);
          isFailing = true;
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    } finally {
      // Kafka's clients do not close cleanly in a thread that is interrupted.
      Thread.interrupted();
      if (broker != null) broker.close();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
