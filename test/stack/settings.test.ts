import { readConfig } from "../../config/readConfig";
import { stackOptions } from "../../stack/options";
import { defaultPorts, portsFrom } from "../../stack/ports";
import { settingsFrom } from "../../stack/settings";

function settings(...argv: string[]) {
  const program = { usage: "", description: "", environmentPrefix: "STACK", options: stackOptions };
  const config = readConfig(program, { argv, environment: {} });
  if ("help" in config) throw new Error("help was not asked for");
  return settingsFrom(config.values);
}

test("a port base moves every port that was not chosen", () => {
  const ports = portsFrom(1_000, { kafka: 5_000 });
  expect(ports).toEqual({
    ...Object.fromEntries(Object.entries(defaultPorts).map(([name, port]) => [name, port + 1_000])),
    kafka: 5_000,
  });
});

test("stacks whose port bases lie a multiple of 100 apart share no port", () => {
  const taken = new Set(Object.values(defaultPorts));
  for (let base = 100; base <= 50_000; base += 100) {
    expect(Object.values(portsFrom(base, {})).filter((port) => taken.has(port))).toEqual([]);
  }
});

test("each port base has a state folder of its own", () => {
  expect(settings("--cache-dir=/c").stateDir).toBe("/c/stacks/0");
  expect(settings("--cache-dir=/c", "--port-base=1000").stateDir).toBe("/c/stacks/1000");
  expect(settings("--cache-dir=/c", "--state-dir=/s").stateDir).toBe("/s");
});

test("--without takes a list", () => {
  expect(settings("--without", "worker-pool, kafka").without).toEqual(["worker-pool", "kafka"]);
  expect(settings().without).toEqual([]);
});
