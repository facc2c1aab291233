import type { Options } from "../../config/options";
import { path } from "../../config/values";
import { kafkaOptions } from "../../kafka/options";
import { reviewsTopicOption } from "../reviewsTopicOption";

/** Options of `npm run reviews`. */
export const reviewsCommandOptions = {
  ...kafkaOptions,
  reviewsTopic: reviewsTopicOption,
  out: { schema: path(), optional: true, value: "FILE", describe: "where to write instead of standard output" },
} as const satisfies Options;
