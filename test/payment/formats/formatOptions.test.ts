import { readConfig } from "../../../config/readConfig";
import { mappingText } from "../../../payment/formats/describeFormat";
import { formatOptions, inputFormat } from "../../../payment/formats/formatOptions";

function formatOf(argv: string[], { headers = false, environment = {}, yaml = "" } = {}) {
  const program = { usage: "x", description: "", environmentPrefix: "FRAUD", options: formatOptions };
  const config = readConfig(program, {
    argv: yaml === "" ? argv : [...argv, "--config", "x.yaml"],
    environment,
    readFile: () => yaml,
  });
  if ("help" in config) throw new Error("unexpected help");
  return inputFormat(config.values, { headers });
}

test("payments are lines unless told otherwise", () => {
  expect(formatOf([])).toEqual({ format: "lines" });
});

test("fields that are not named stand under their own names", () => {
  expect(formatOf(["--format", "json", "--field", "timestamp=/meta/t:epoch-ms"])).toEqual({
    format: "json",
    fields: {
      timestamp: { path: "/meta/t", as: "epoch-ms" },
      origin: { path: "/origin" },
      target: { path: "/target" },
      amount: { path: "/amount", as: "decimal" },
    },
  });
});

test("flags, environment and YAML say the same", () => {
  const flags = ["--format", "csv", "--csv-delimiter", "tab", "--csv-columns", "timestamp,from,target,e,x"];
  const expected = formatOf([...flags, "--field", "origin=from", "--field", "amount=e:cents"]);
  const environment = {
    FRAUD_FORMAT: "csv",
    FRAUD_CSV_DELIMITER: "tab",
    FRAUD_CSV_COLUMNS: "timestamp,from,target,e,x",
    FRAUD_FIELD: "origin=from,amount=e:cents",
  };
  expect(formatOf([], { environment })).toEqual(expected);
  const fields = "field: { origin: from, amount: 'e:cents' }\ncsv-columns: [timestamp, from, target, e, x]";
  expect(formatOf([], { yaml: `format: csv\ncsv-delimiter: tab\n${fields}` })).toEqual(expected);
  expect(mappingText(expected)).toBe(
    "csv: timestamp from timestamp (rfc3339), origin from from, target from target, amount from e (cents)",
  );
});

test("a colon may be part of a name", () => {
  expect(formatOf(["--format", "json", "--field", "origin=/ns:debtor"])).toMatchObject({
    fields: { origin: { path: "/ns:debtor" } },
  });
});

test.each([
  ["--field amount=/x", "--field: not with --format lines"],
  ["--format json --field amount=x", 'found "amount=x", expected a pointer such as /debtor/iban'],
  ["--format json --field amount=/a~2", "expected a pointer"],
  ["--format json --field amount=/x:cent", "expected amount=PLACE:FORM, FORM one of decimal, decimal-comma, cents"],
  ["--format json --field amount=/x --field amount=/y", "each field once, found amount twice"],
  ["--format json --field sum=/x", "NAME one of timestamp, origin, target, amount"],
  ["--format json --csv-columns a", "--csv-columns: only with --format csv"],
  ["--format csv", "--csv-columns is missing: records of a topic have no header"],
  ["--format csv --csv-columns timestamp,origin,target,eur", '--csv-columns: found no column "amount" for amount'],
  ["--format csv --csv-delimiter ::", "expected one character such as"],
  ["--format csv --csv-columns a,,b", "expected NAME[,NAME…]"],
])("%s is refused", (argv, problem) => {
  expect(() => formatOf(argv.split(" "))).toThrow(problem);
});
