import "../../../beam/load";
import { MetricsContainer, MetricsShortIdCache } from "apache-beam/worker/metrics";
import { countEachBundleOnce } from "../../../beam/worker/countEachBundleOnce";

const spec = { metricType: "beam:metric:user:sum_int64:v1", name: "parsed" };

test("each bundle reports what it counted itself, not what the bundles before it did", () => {
  countEachBundleOnce();
  const container = new MetricsContainer();
  const ids = new MetricsShortIdCache();
  const bundle = (count: number) => {
    container.reset();
    container.getMetric("step", undefined, spec).update(count);
    return [...container.monitoringData(ids).values()].map((payload) => [...payload]);
  };
  expect([bundle(5), bundle(3)]).toEqual([[[5]], [[3]]]);
});
