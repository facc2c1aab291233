import { ExternalConfigurationPayload } from "apache-beam/proto/external_transforms";
import { externalPayload } from "../../../../beam/flink/submit/externalPayload";

function rowOf(configuration: Parameters<typeof externalPayload>[0]): string {
  return Buffer.from(ExternalConfigurationPayload.fromBinary(externalPayload(configuration)).payload).toString("hex");
}

function typesOf(configuration: Parameters<typeof externalPayload>[0]) {
  const { schema } = ExternalConfigurationPayload.fromBinary(externalPayload(configuration));
  return schema?.fields.map(({ name, type }) => [name, type?.typeInfo.oneofKind, type?.nullable]);
}

describe("the configuration of a cross-language transform", () => {
  test("a row is its number of fields, no nulls, then the values", () => {
    expect(rowOf({ topic: "ab", count: 300, on: true })).toBe(["03", "00", "02", "6162", "ac02", "01"].join(""));
  });

  test("a list has its length in 4 bytes, most significant first", () => {
    expect(rowOf({ topics: ["a", "bc"] })).toBe(["01", "00", "00000002", "0161", "026263"].join(""));
  });

  test("a map of strings is a map, not a row", () => {
    expect(rowOf({ config: { k: "v", x: "" } })).toBe(["01", "00", "00000002", "016b", "0176", "0178", "00"].join(""));
    expect(typesOf({ config: {} })).toEqual([["config", "mapType", false]]);
  });

  test("numbers travel as 64-bit integers: 3 billion stays positive", () => {
    expect(rowOf({ time: 3_000_000_000 })).toBe(["01", "00", "80bcc1960b"].join(""));
  });

  test("fields without a value are left out, and Java keeps its default", () => {
    expect(rowOf({ a: undefined, b: "x" })).toBe(["01", "00", "0178"].join(""));
    expect(typesOf({ a: undefined, b: ["x"] })).toEqual([["b", "arrayType", false]]);
  });
});
