import { expect, test } from "@jest/globals";
import { inputFormat } from "../../../payment/formats/formatOptions";
import { eventTime } from "../../../pipelines/job/eventTime";
import { submissionSettings } from "../submissionSettings";

function of(...argv: string[]) {
  const settings = submissionSettings(...argv);
  return eventTime(settings, inputFormat(settings, { headers: false }));
}

const FIELDS = ["timestamp=/t~1s/0:epoch-us", "origin=/o", "target=/p", "amount=/a"].flatMap((one) => ["--field", one]);
const COLUMNS = ["--format", "csv", "--csv-columns", "origin,target,amount,when", "--field", "timestamp=when"];
const PAYMENT = ["--event-time", "payment"];

test("the clock follows the records, or the time at its place in a payment", () => {
  expect(of()).toEqual({ disorderMs: 0 });
  expect(of("--max-out-of-orderness", "5m", ...PAYMENT)).toEqual({ disorderMs: 300_000, time: { format: "lines" } });
  expect(of("--format", "json", ...FIELDS, ...PAYMENT).time).toEqual({
    ...{ format: "json", pointer: "/t~1s/0", as: "epoch-us" },
  });
  expect(of(...COLUMNS, "--csv-delimiter", "tab", ...PAYMENT).time).toEqual({
    ...{ format: "csv", column: 3, delimiter: "\t", as: "rfc3339" },
  });
});

test("refused: what the source cannot read", () => {
  expect(() => of("--kafka-connector", "beam", ...PAYMENT, "--max-out-of-orderness", "1s")).toThrow(
    /--event-time: needs --kafka-connector flink\n?.*--max-out-of-orderness: needs/s,
  );
  expect(() => of(...COLUMNS, "--csv-delimiter", "§", ...PAYMENT)).toThrow("--csv-delimiter: found §");
});
