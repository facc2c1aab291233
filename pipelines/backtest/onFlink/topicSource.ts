import { randomUUID } from "node:crypto";
import { brokersError, withAdmin } from "../../../kafka/admin";
import { createKafka } from "../../../kafka/client";
import { readTopic } from "../../../kafka/readTopic";
import type { InputFormat } from "../../../payment/formats/inputFormat";
import { createLog } from "../../../service/log";
import { duplicatesSettings } from "../../duplicatesOption";
import { archiveScan } from "../scanArchive";
import type { PaymentSource } from "../source";
import { runBoundedJob } from "./boundedJob";
import { withOwnTopics } from "./ownTopics";
import { readResults } from "./readResults";
import { topicRange } from "./topicRange";
import type { TopicRunOptions } from "./topicRunOptions";

/**
 * A range of a topic, judged on Flink by a job with a group and topics of its own, all of which are gone afterwards:
 * nothing of a job that runs is touched. The range is that of when this resolves.
 */
export async function topicSource(
  topic: string,
  options: TopicRunOptions,
  format: InputFormat,
): Promise<PaymentSource> {
  const kafka = createKafka(options, "fraud-backtest", createLog("backtest", "silent"), { retries: 5 });
  const failed = brokersError(options.brokers);
  const range = await withAdmin(kafka, (admin) => topicRange(admin, topic, options)).catch(failed);
  const name = `fraud-backtest-${randomUUID().slice(0, 8)}`;
  return {
    option: "--from-topic",
    name: topic,
    async scan(refs, latestMs) {
      const scan = archiveScan(refs, latestMs, format);
      await readTopic(kafka, topic, range.spans, `${name}-scan`, (value, partition) =>
        scan.take(value, partition),
      ).catch(failed);
      return scan.archive();
    },
    find: (rules, { disorder, maxFutureSkew: maxFutureSkewMs, maxRecordBytes, duplicatesWithin }, onProgress) =>
      withOwnTopics(kafka, name, async (topics) => {
        const settings = {
          rules,
          maxFutureSkewMs,
          maxRecordBytes,
          format,
          ...duplicatesSettings(duplicatesWithin, format),
          early: false,
          restarts: false,
          allowedLatenessMs: 0,
        };
        await runBoundedJob({ name, topic, range, topics, rules: settings, disorderMs: disorder }, options, (read) =>
          onProgress({ linesRead: read, share: Math.min(1, read / range.records) }),
        );
        return await readResults(kafka, topics, `${name}-results`);
      }),
  };
}
