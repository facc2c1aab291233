package org.apache.beam.sdk.fn.stream;

import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.beam.vendor.grpc.v1p60p1.io.grpc.stub.CallStreamObserver;
import org.apache.beam.vendor.grpc.v1p60p1.io.grpc.stub.ServerCallStreamObserver;
import org.apache.beam.vendor.grpc.v1p60p1.io.grpc.stub.StreamObserver;

/**
 * Takes the place of Beam's class of this name, through which a TaskManager sends records to its workers. Beam's waits
 * for a slow worker to be ready, and goes on waiting when the worker has died: the job stood still and no restart ever
 * came. Here a call that is cancelled ends the wait, sending fails, and Flink restarts the job.
 */
public final class DirectStreamObserver<T> implements StreamObserver<T> {
  private static final int MESSAGES_BETWEEN_CHECKS = 100;

  private final Phaser phaser;
  private final CallStreamObserver<T> outbound;
  private final int messagesBetweenChecks;
  private int uncheckedMessages = -1;

  /** {@code phaser} advances whenever {@code outbound} becomes ready. */
  public DirectStreamObserver(Phaser phaser, CallStreamObserver<T> outbound) {
    this(phaser, outbound, MESSAGES_BETWEEN_CHECKS);
  }

  DirectStreamObserver(Phaser phaser, CallStreamObserver<T> outbound, int messagesBetweenChecks) {
    this.phaser = phaser;
    this.outbound = outbound;
    this.messagesBetweenChecks = messagesBetweenChecks;
  }

  @Override
  public synchronized void onNext(T value) {
    if (++uncheckedMessages >= messagesBetweenChecks) {
      uncheckedMessages = 0;
      awaitReadiness();
    }
    outbound.onNext(value);
  }

  @Override
  public synchronized void onError(Throwable error) {
    outbound.onError(error);
  }

  @Override
  public synchronized void onCompleted() {
    outbound.onCompleted();
  }

  /** A terminated phaser has a negative phase. */
  private void awaitReadiness() {
    var phase = phaser.getPhase();
    while (phase >= 0 && !outbound.isReady() && !isCancelled()) {
      try {
        phase = phaser.awaitAdvanceInterruptibly(phase, 1, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        // Look again: nobody tells the phaser of a call that was cancelled.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while a worker was not ready for more records", e);
      }
    }
  }

  private boolean isCancelled() {
    return outbound instanceof ServerCallStreamObserver && ((ServerCallStreamObserver<T>) outbound).isCancelled();
  }
}
