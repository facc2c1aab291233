import { memoryLimits, memoryOfProcess } from "../../viewer/memoryLimits";

const MIB = 1024 * 1024;
const megabytes = (memoryMib: number, heapMib: number, asked?: number) => {
  const limits = memoryLimits({ bytes: memoryMib * MIB, heapBytes: heapMib * MIB }, asked);
  return { ...limits, alertBytes: limits.alertBytes / MIB, changeBytes: limits.changeBytes / MIB };
};

test("alerts take a quarter of the container, at most 256 MiB, and never more than half of the heap", () => {
  expect(megabytes(768, 1_000)).toEqual({ alertBytes: 192, changeBytes: 16 });
  expect(megabytes(64_000, 4_000)).toEqual({ alertBytes: 256, changeBytes: 16 });
  expect(megabytes(64_000, 96)).toEqual({ alertBytes: 48, changeBytes: 6 });
});

test("who asks for more than half gets half, and a word on it", () => {
  expect(megabytes(768, 1_000, 300)).toEqual({ alertBytes: 300, changeBytes: 16 });
  expect(megabytes(768, 1_000, 1_024)).toEqual({
    alertBytes: 384,
    changeBytes: 16,
    warning: "--max-megabytes: found 1024, took 384: half of the memory that this process may use",
  });
});

test("this process has memory", () => {
  const { bytes, heapBytes } = memoryOfProcess();
  expect(bytes).toBeGreaterThan(64 * MIB);
  expect(heapBytes).toBeGreaterThan(64 * MIB);
});
