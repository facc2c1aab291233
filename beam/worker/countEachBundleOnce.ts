import "../load"; // before any of its sub-modules: they import one another in a circle
import { MetricsContainer } from "apache-beam/worker/metrics";

/**
 * Sets every counter back to zero before a bundle. The SDK forgets to, so that each bundle reports all counts of the bundles
 * before it again and the sums that Flink shows grow without bound.
 */
export function countEachBundleOnce(): void {
  MetricsContainer.prototype.reset = function (this: MetricsContainer) {
    for (const cell of this.metrics.values()) {
      cell.reset();
      cell.value.reset();
    }
  };
}
