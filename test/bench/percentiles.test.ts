import { percentiles } from "../../bench/latency/percentiles";
import { spreadOf } from "../../bench/report/spread";

test("percentiles are figures that were measured", () => {
  const figures = Array.from({ length: 1_000 }, (_, index) => 1_000 - index);
  expect(percentiles(figures)).toEqual({ count: 1_000, p50: 500, p99: 990, p999: 999, max: 1_000 });
});

test("one figure is every percentile", () => {
  expect(percentiles([7])).toEqual({ count: 1, p50: 7, p99: 7, p999: 7, max: 7 });
});

test("no figures have no percentiles", () => {
  expect(percentiles([]).p99).toBeNaN();
});

test("the median of an even number of runs lies between the two in the middle", () => {
  expect(spreadOf([4, 1, 3, 10])).toEqual({ median: 3.5, min: 1, max: 10 });
  expect(spreadOf([5, 1, 3])).toEqual({ median: 3, min: 1, max: 5 });
});

test("runs without a figure do not count", () => {
  expect(spreadOf([undefined, 2])).toEqual({ median: 2, min: 2, max: 2 });
  expect(spreadOf([undefined])).toBeUndefined();
});
