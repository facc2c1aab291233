import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { FLINK_RELEASE } from "../../beam/flink/release";
import { majorVersion } from "../../stack/java";
import { readVersions, runtimeFolder } from "../../stack/versions";

test("the versions come from the pom", () => {
  const pom = "<beam.version>1</beam.version><flink.version>2.0.1</flink.version><flink.release>2.0</flink.release>";
  const more = "<kafka.version>4</kafka.version><apicurio.version>3</apicurio.version>";
  expect(readVersions(`${pom}${more}`)).toEqual({
    beam: "1",
    flink: "2.0.1",
    flinkRelease: "2.0",
    kafka: "4",
    apicurio: "3",
  });
  expect(() => readVersions(pom)).toThrow("no property kafka.version");
});

test("Flink's version is one of the release that the runtime is built for", () => {
  const { flink, flinkRelease } = readVersions();
  expect(flink.startsWith(`${flinkRelease}.`)).toBe(true);
});

test("the doctor expects the release that the runtime is built for", () => {
  expect(FLINK_RELEASE).toBe(readVersions().flinkRelease);
});

test("the images of docker-compose.yml are of the pom's versions", () => {
  const { flink, kafka } = readVersions();
  const { services } = parse(readFileSync(join(runtimeFolder, "docker-compose.yml"), "utf8"), { merge: true });
  const images = new Set(Object.values(services as Record<string, { image?: string }>).map(({ image }) => image));
  expect(images).toContain(`apache/kafka:${kafka}`);
  expect([...images].filter((image) => image?.startsWith("flink:"))).toEqual([`flink:${flink}-java17`]);
});

test.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['java version "1.8.0_292"', 8],
  ['openjdk version "21" 2023-09-19', 21],
  ["something else", undefined],
])("%s is Java %s", (printed, major) => {
  expect(majorVersion(printed)).toBe(major);
});
