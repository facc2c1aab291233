import type { Options } from "../../../config/options";
import { readConfig } from "../../../config/readConfig";
import { program as generator } from "../../../generator/config";
import { submissionOptions } from "../../../pipelines/job/submissionOptions";
import { demoOptions, demoStackSettings } from "../../../stack/demo/options";
import { generatorProgram, submitProgram, viewerProgram } from "../../../stack/demo/programs";
import { paymentsSent } from "../../../stack/demo/progress";
import { viewerOptions } from "../../../viewer/options";

/** Reads flags as a program with these options does; throws what it would complain of. */
function read<O extends Options>(options: O, argv: string[]) {
  const config = readConfig({ usage: "", description: "", environmentPrefix: "X", options }, { argv, environment: {} });
  if ("help" in config) throw new TypeError("help was asked for");
  return config.values;
}

const settings = read(demoOptions, ["--port-base", "100", "--port", "8090", "--gap", "45s", "--rate", "7/s"]);
const stack = demoStackSettings(settings);

test("every program of the demo gets flags that it knows, with one gap and one broker", () => {
  const submit = read(submissionOptions, submitProgram(stack, "/some/rules.yaml").flags);
  const payments = read(generator.options, generatorProgram(stack, settings).flags);
  const page = read(viewerOptions, viewerProgram(stack, settings).flags);
  expect([submit.rules, payments.gap]).toEqual(["/some/rules.yaml", 45_000]);
  expect([submit.brokers, payments.brokers, page.brokers]).toEqual(Array(3).fill(["127.0.0.1:9192"]));
  expect([payments.rate, page.port, page.host]).toEqual([7, 8090, "127.0.0.1"]);
  expect([page.reviewsTopic, page.peopleFile]).toEqual(["fraud-reviews", undefined]);
});

test("the demo's stack keeps away from the folder of a stack that a person has started", () => {
  expect(stack.stateDir).toMatch(/stacks\/demo-100$/);
  expect(demoStackSettings({ ...settings, stateDir: "/elsewhere" }).stateDir).toBe("/elsewhere");
});

test("progress is read from the generator's log, whatever else stands in it", () => {
  expect(paymentsSent('{"msg":"progress","delivered":179}')).toBe(179);
  expect(paymentsSent('{"msg":"connected to Kafka"}')).toBeUndefined();
  expect(paymentsSent("no JSON")).toBeUndefined();
});
