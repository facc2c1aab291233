import { barPlot } from "../../bench/plots/barPlot";
import { linePlot } from "../../bench/plots/linePlot";
import { linearScale, logScale, placesScale, tickText } from "../../bench/plots/scale";

describe("scales", () => {
  test("a linear axis goes from 0 to a round figure", () => {
    expect(linearScale(93).ticks).toEqual([0, 20, 40, 60, 80, 100]);
    expect(linearScale(93).place(50)).toBe(0.5);
    expect(linearScale(0.012).ticks.map(tickText)).toEqual(["0", "0.0025", "0.005", "0.0075", "0.01", "0.0125"]);
  });

  test("an axis on which everything is 0 has a length", () => {
    expect(linearScale(0)).toMatchObject({ ticks: [0, 1] });
  });

  test("a logarithmic axis has whole decades", () => {
    const scale = logScale([150, 5_000]);
    expect(scale.ticks).toEqual([100, 1_000, 10_000]);
    expect(scale.place(1_000)).toBeCloseTo(0.5);
  });

  test("a figure just outside of a decade does not open another one", () => {
    expect(logScale([992, 999_000]).ticks).toEqual([1_000, 10_000, 100_000, 1_000_000]);
  });

  test("a single figure has a decade", () => {
    expect(logScale([100]).ticks).toEqual([100, 1_000]);
  });

  test("places are equally far apart, whatever their figures", () => {
    const scale = placesScale([4, 1, 2, 1]);
    expect([1, 2, 4].map(scale.place)).toEqual([1 / 6, 0.5, 5 / 6]);
  });

  test("ticks are short", () => {
    expect([0, 0.5, 20, 5_000, 1_500_000].map(tickText)).toEqual(["0", "0.5", "20", "5k", "1.5M"]);
  });
});

describe("pictures", () => {
  const series = [{ name: "a < b", points: [[1, 10] as [number, number], [100, 30] as [number, number]] }];

  test("a series has a dot for each point, and its name in the legend", () => {
    const picture = linePlot({ title: "t", axis: "x", panels: [{ title: "y", series }] });
    expect(picture.match(/<circle/g)).toHaveLength(2);
    expect(picture).toContain(">a &#60; b<");
  });

  test("a panel without any point is left out", () => {
    const empty = { title: "empty panel", series: [{ name: "a < b", points: [] }] };
    expect(linePlot({ title: "t", axis: "x", panels: [{ title: "y", series }, empty] })).not.toContain("empty panel");
  });

  test("pictures follow the reader's light or dark scheme, on a ground of their own", () => {
    const picture = barPlot({
      ...{ title: "t", axis: "s", parts: ["p", "q"] },
      groups: [{ name: "g", bars: [{ name: "b", parts: [1, 2] }] }],
    });
    expect(picture).toContain("prefers-color-scheme:dark");
    expect(picture).toContain('class="ground"');
    expect(picture.match(/<rect class="f[01]"[^>]*height="18"/g)).toHaveLength(2);
  });
});
