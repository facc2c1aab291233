import { randomUUID } from "node:crypto";
import { exitOncePrinted, runProgram, UserError } from "../config/runProgram";
import { brokersError } from "../kafka/admin";
import { createKafka } from "../kafka/client";
import { createIdempotentProducer } from "../kafka/idempotentProducer";
import { inputFormat } from "../payment/formats/formatOptions";
import { createPaymentWriter } from "../payment/formats/paymentWriter";
import { transactionKey } from "../payment/transaction";
import { createLog } from "../service/log";
import { within } from "../service/within";
import { ratesNow } from "./ratesFor";
import { createKafkaRulesTopic } from "./rules/kafkaRulesTopic";
import { checkFound } from "./trial/checkFound";
import { nextRecords } from "./trial/nextRecords";
import { patienceMs, type TrialSettings, trialOptions } from "./trial/trialOptions";
import { isAlertOf, trialScheme } from "./trial/trialScheme";

const CONNECT_MS = 20_000;

runProgram(
  {
    usage: "npm run trial --",
    description:
      "Sends a scheme of two payments, between two accounts of its own, to a job that runs with these options, and waits for its alert.",
    environmentPrefix: "FRAUD",
    options: trialOptions,
  },
  trial,
).finally(exitOncePrinted);

async function trial(settings: TrialSettings): Promise<void> {
  const { brokers, transactionsTopic, fraudTopic, threshold } = settings;
  const log = createLog("trial", "error");
  const kafka = createKafka(settings, "fraud-trial", log);
  const name = randomUUID().slice(0, 8);
  const rates = await ratesNow(settings, createKafkaRulesTopic(kafka, brokers, settings.rulesTopic ?? "", log));
  const write = createPaymentWriter(inputFormat(settings, { headers: false, rates }));
  const payments = trialScheme(name, threshold, Date.now());
  checkFound(payments, settings);

  let found: () => void = () => {};
  const alert = new Promise<void>((resolve) => {
    found = resolve;
  });
  const group = `${settings.group}-trial-${name}`;
  const hear = (value: string) => isAlertOf(payments, value) && found();
  const stop = await within(CONNECT_MS, nextRecords(kafka, fraudTopic, group, hear)).catch(brokersError(brokers));
  const producer = createIdempotentProducer(kafka, log);
  await within(CONNECT_MS, producer.connect()).catch(brokersError(brokers));
  const records = payments.map((payment) => ({
    key: transactionKey(payment),
    value: write(payment),
    timestampMs: payment.timestampMs,
  }));
  await within(CONNECT_MS, producer.send(transactionsTopic, records)).catch(brokersError(brokers));

  const sentAtMs = Date.now();
  const patience = patienceMs(settings);
  await within(patience, alert).catch(() => {
    throw new UserError(
      `sent ${payments[0].origin} to ${payments[0].target} twice to ${transactionsTopic}, found no alert in ${fraudTopic} ` +
        `within ${patience / 1_000} s, expected one: does the job run, and are the topic's payments of now?`,
    );
  });
  const seconds = ((Date.now() - sentAtMs) / 1_000).toFixed(1);
  process.stdout.write(`the alert of ${payments[0].origin} came ${seconds} s after its payments\n`);
  await producer.close();
  await stop().catch(() => undefined);
}
