package org.apache.beam.runners.flink.translation.wrappers.streaming;

import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Looks after the end of an operator's bundles by a timer that there is for a bundle only: none while nothing comes.
 *
 * <p>A bundle is due when the longest time of one has passed since the end of the one before; after a pause, a quarter of
 * that time after its start, so that what comes alone need not wait for more.
 */
final class BundleTimer {
  private final ProcessingTimeService time;
  private final ProcessingTimeCallback look;
  private final long longestMs;
  private long lastEndMs;
  private boolean isWaiting;

  /**
   * {@code look} finishes a bundle that is due, and then lets the watermark follow; it does nothing before the longest time
   * has passed since the last end.
   */
  BundleTimer(DoFnOperator<?, ?> operator, ProcessingTimeService time, ProcessingTimeCallback look) {
    this.time = time;
    this.look = look;
    longestMs = operator.serializedOptions.get().as(FlinkPipelineOptions.class).getMaxBundleTimeMills();
    lastEndMs = time.getCurrentProcessingTime();
    var beforeStart = new PrivateField(DoFnOperator.class, "preBundleCallback").get(operator, Runnable.class);
    var afterEnd = new PrivateField(DoFnOperator.class, "bundleFinishedCallback").get(operator, Runnable.class);
    operator.setPreBundleCallback(() -> started(beforeStart));
    operator.setBundleFinishedCallback(() -> ended(afterEnd));
  }

  private void started(Runnable beforeStart) {
    if (beforeStart != null) beforeStart.run();
    lookAt(Math.max(lastEndMs + longestMs, time.getCurrentProcessingTime() + longestMs / 4));
  }

  private void ended(Runnable afterEnd) {
    lastEndMs = time.getCurrentProcessingTime();
    if (afterEnd != null) afterEnd.run();
  }

  private void lookAt(long atMs) {
    if (isWaiting) return;
    isWaiting = true;
    time.registerTimer(atMs, this::onTime);
  }

  private void onTime(long atMs) throws Exception {
    isWaiting = false;
    var dueMs = lastEndMs + longestMs;
    // Meanwhile a bundle has ended that was full, or for a checkpoint. Another may be open, or the watermark held back.
    if (time.getCurrentProcessingTime() < dueMs) lookAt(dueMs);
    else look.onProcessingTime(atMs);
  }
}
