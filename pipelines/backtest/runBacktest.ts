import { ConfigError } from "../../config/readConfig";
import { UserError } from "../../config/runProgram";
import { inputFormat } from "../../payment/formats/formatOptions";
import type { InputFormat } from "../../payment/formats/inputFormat";
import { topicFormat } from "../../payment/formats/topicFormat";
import { registryAddress } from "../../registry/registryAddress";
import { parametersOf } from "../../rules/file/readRuleSet";
import { createDraw } from "../../scoring/bootstrap";
import { type RulesText, rulesOf } from "../../transforms/rulesText";
import { duplicatesSettings } from "../duplicatesOption";
import type { Progress } from "../embedded/progress";
import { ratesFor } from "../ratesFor";
import { readRules } from "../rulesOption";
import { changeBetween } from "./change";
import { archiveShown, checkArchive, labelsShown, nameOf, shownPath } from "./describe";
import { fileSource } from "./fileSource";
import { findVariants } from "./findVariants";
import { inArchive, readLabels } from "./labels/readLabels";
import { schemesOfReviews } from "./labels/reviews";
import { notesOf } from "./notes";
import { topicSource } from "./onFlink/topicSource";
import type { BacktestOptions } from "./options";
import type { Backtest } from "./result";
import { measureSet } from "./ruleSetResult";
import { changeSentence, sentenceOf } from "./sentences";
import type { PaymentSource } from "./source";
import { parseSweep } from "./sweep";
import { sweepResult } from "./sweepResult";
import { AGAINST, planSweeps, TRIED, variantsOf } from "./variants";

/** Runs all that the options ask for in one pass of the rules over the archive. Throws `ConfigError` and `UserError`. */
export async function runBacktest(
  options: BacktestOptions,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Backtest> {
  const { seed } = options;
  const rules = readRules(options.rules, options.maxEvidence);
  const others =
    options.against === undefined ? undefined : readRules(options.against, options.maxEvidence, "--against");
  const plans = planSweeps((options.sweep ?? []).map(parseSweep), rules);
  const labels = readLabels(options);
  const refs = labels.schemes.flatMap((scheme) => scheme.refs);
  const format = formatOf(options);
  if (refs.some((ref) => "id" in ref) && (format.format === "lines" || format.fields.id === undefined)) {
    throw new UserError(
      `--truth: ${options.truth} names payments by id, expected --field id=… that says where they are`,
    );
  }
  duplicatesSettings(options.duplicatesWithin, format);
  const source = await sourceOf(options, format);
  const archive = await source.scan(refs, Date.now() + options.maxFutureSkew);
  checkArchive(archive, source, options.disorder);
  const named = inArchive(labels.schemes, archive);
  if (options.truth !== undefined && named.length === 0) throw noneNamed(options.truth, source, labels.schemes.length);
  const { alertsOf, deadLetters, copies } = await findVariants(
    variantsOf(rules, others, plans),
    source,
    options,
    onProgress,
  );
  const reviewed = schemesOfReviews(labels.reviews, [...alertsOf(TRIED), ...alertsOf(AGAINST)]);
  const truth = { schemes: [...named, ...reviewed], complete: labels.complete };
  const { days } = archive;
  const measured = (set: RulesText, variant: string) =>
    measureSet(shownPath(set.file), rulesOf(set).rules, alertsOf(variant), truth, days, createDraw(seed));
  const tried = measured(rules, TRIED);
  const shownLabels = labelsShown(options, labels.complete, truth.schemes);
  const result: Omit<Backtest, "notes"> = {
    archive: archiveShown(source, archive, deadLetters),
    labels: shownLabels,
    sentence: sentenceOf(tried.result, shownLabels),
    tried: tried.result,
    sweeps: plans.map((plan) => {
      const rule = rulesOf(rules).rules.find(({ id }) => id === plan.rule);
      return sweepResult(plan, rule?.title ?? "", parametersOf(rules.text, rules.file), alertsOf, truth, days.length);
    }),
    seed,
  };
  if (others !== undefined) {
    const against = measured(others, AGAINST);
    const change = changeBetween(against, tried, truth.schemes, days, createDraw(seed));
    const sentence = changeSentence(nameOf(rules.file), nameOf(others.file), change, shownLabels);
    Object.assign(result, { against: against.result, change: { sentence, ...change } });
  }
  return { ...result, notes: notesOf(result, archive, labels, named, reviewed, copies) };
}

/** Rules that are held against others judge the same amounts: all are converted by the rates of those that are tried. */
function formatOf(options: BacktestOptions): InputFormat {
  const rates = ratesFor(options);
  if (options.fromTopic === undefined) {
    if (options.readerSchema === undefined) return inputFormat(options, { headers: true, rates });
    throw new ConfigError(["--reader-schema: only with --from-topic, as files hold no Avro"]);
  }
  return topicFormat(options, { registry: registryAddress(options), rates });
}

async function sourceOf(options: BacktestOptions, format: InputFormat): Promise<PaymentSource> {
  const { input, fromTopic } = options;
  if (input !== undefined && fromTopic === undefined) return fileSource(input, format);
  if (fromTopic !== undefined && input === undefined) return await topicSource(fromTopic, options, format);
  const found = input === undefined ? "neither" : "both";
  throw new ConfigError([`--input and --from-topic: found ${found}, expected one of them`]);
}

function noneNamed(truth: string, { name }: PaymentSource, schemes: number): UserError {
  const found = schemes === 0 ? `no scheme in ${truth}` : `no payment of the ${schemes} schemes of ${truth} in ${name}`;
  return new UserError(`--truth: found ${found}, expected the truth about that archive`);
}
