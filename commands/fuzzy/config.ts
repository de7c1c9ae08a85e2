import { ExitCode, type ExitCodeValue, UsageError } from "../../lib/errors.ts";
import { withUnit } from "../../lib/output/text.ts";
import {
  checkFuzzyConfig,
  type ConfiguredFuzzySet,
} from "../../lib/strategy/fuzzy_config/check_fuzzy_config.ts";
import { formatProblem } from "../../lib/strategy/format_problems.ts";
import {
  fuzzyTemplate,
  type FuzzyTemplateName,
  fuzzyTemplateNames,
} from "../../lib/strategy/fuzzy_config/fuzzy_templates.ts";
import { upgradeFuzzyConfig } from "../../lib/strategy/fuzzy_config/upgrade_fuzzy_config.ts";
import { writeFuzzyConfig } from "../../lib/strategy/fuzzy_config/write_fuzzy_config.ts";
import type { Context } from "../program/context.ts";
import { problemsToShow } from "../program/list_errors.ts";
import { writeOutputFile } from "../program/write_output_file.ts";
import { readFuzzyConfig, refuseFuzzyConfig, requireFuzzySets } from "./fuzzy_config.ts";

/** What `fuzzy config` takes. */
interface FuzzyConfigOptions {
  /** A file of fuzzy sets, or a strategy. */
  config?: string | undefined;
  /** The name of a template. */
  template?: string | undefined;
  /** The file to write. */
  outputFile?: string | undefined;
}

/** What `fuzzy config` can do. */
type FuzzyConfigAction = "validate" | "generate" | "upgrade";

/** `ktrdr fuzzy config`: check, make or renew a file of fuzzy sets. */
export async function manageFuzzyConfig(
  context: Context,
  action: FuzzyConfigAction,
  options: FuzzyConfigOptions,
): Promise<ExitCodeValue | void> {
  if (action === "validate") return await validate(context, options);
  return action === "generate" ? await generate(context, options) : await upgrade(context, options);
}

async function validate(context: Context, options: FuzzyConfigOptions): Promise<ExitCodeValue> {
  refuse("--output", { value: options.outputFile, action: "validate" });
  refuse("--template", { value: options.template, action: "validate" });
  const file = await readFuzzyConfig(context, requireConfig(options, "validate"));
  const { sets, problems, form } = file.check;
  const value = {
    valid: sets !== null,
    path: file.path,
    form: form ?? null,
    fuzzy_sets: (sets ?? []).map(summarize),
    errors: problems.filter(({ severity }) => severity === "error").map(({ message }) => message),
    warnings: problems.filter(({ severity }) => severity === "warning").map(({ message }) => message),
    problems,
  };
  context.printer.result(value, (style) => {
    const verdict = sets === null
      ? `${style.red("✗")} ${file.path} is not valid`
      : `${style.green("✓")} ${file.path} is valid: ${withUnit(sets.length, "fuzzy sets")}`;
    const shown = problemsToShow(problems, context.options);
    return [...shown.map((problem) => `${formatProblem(problem, file)}\n`), verdict].join("\n");
  });
  if (sets !== null && form === "named") {
    context.printer.note(
      `'${file.path}' is in an old form; 'ktrdr fuzzy config upgrade' writes it in the current one`,
    );
  }
  return sets === null ? ExitCode.failure : ExitCode.ok;
}

async function generate(context: Context, options: FuzzyConfigOptions): Promise<void> {
  const { config, template, outputFile } = options;
  if (config !== undefined && template !== undefined) {
    throw new UsageError("'--config' and '--template' exclude each other", { hint: "Leave one of them out" });
  }
  const sets = config === undefined
    ? fuzzyTemplate(parseTemplate(template ?? "default"))
    : requireFuzzySets(context, await readFuzzyConfig(context, config));
  await deliver(context, { status: "generated", text: writeFuzzyConfig(sets), outputFile, sets });
}

async function upgrade(context: Context, options: FuzzyConfigOptions): Promise<void> {
  refuse("--template", { value: options.template, action: "upgrade" });
  const file = await readFuzzyConfig(context, requireConfig(options, "upgrade"));
  const { outputFile } = options;
  const upgraded = upgradeFuzzyConfig(file.text);
  if (upgraded.status === "refused") throw refuseFuzzyConfig(file, upgraded.problems);
  if (upgraded.status === "current") {
    context.printer.note(`'${file.path}' is in the current form, nothing changes`);
    const sets = file.check.sets ?? [];
    return await deliver(context, { status: "current", text: file.text, outputFile, sets });
  }
  for (const loss of upgraded.losses) context.printer.warn(formatProblem(loss, file));
  const { text } = upgraded;
  const written = { path: `${file.path} (upgraded)`, text, check: checkFuzzyConfig(text) };
  const sets = requireFuzzySets(context, written);
  await deliver(context, { status: "upgraded", text, outputFile, sets });
}

/** A text that an action made. */
interface MadeConfig {
  status: "generated" | "upgraded" | "current";
  text: string;
  outputFile: string | undefined;
  sets: readonly ConfiguredFuzzySet[];
}

/** The text goes into the file, or to stdout as it is. */
async function deliver(context: Context, { status, text, outputFile, sets }: MadeConfig): Promise<void> {
  if (outputFile !== undefined) await writeOutputFile(context.host, { path: outputFile, text });
  const value = { status, output_file: outputFile ?? null, fuzzy_sets: sets.map(summarize), yaml: text };
  context.printer.result(
    value,
    () =>
      outputFile === undefined
        ? text.trimEnd()
        : `Wrote ${withUnit(sets.length, "fuzzy sets")} to ${outputFile}`,
  );
}

function parseTemplate(text: string): FuzzyTemplateName {
  const name = fuzzyTemplateNames.find((known) => known === text.trim().toLowerCase());
  if (name !== undefined) return name;
  throw new UsageError(`--template is '${text}', expected one of ${fuzzyTemplateNames.join(", ")}`);
}

function summarize({ id, indicator, output, memberships }: ConfiguredFuzzySet): object {
  const { type, parameters } = indicator;
  return { id, indicator: { id: indicator.id, type, parameters, output }, membership_functions: memberships };
}

function requireConfig({ config }: FuzzyConfigOptions, action: FuzzyConfigAction): string {
  if (config !== undefined) return config;
  throw new UsageError(`'fuzzy config ${action}' needs a file`, {
    hint: "Name it with --config: a file of fuzzy sets, or a strategy",
  });
}

function refuse(flag: string, { value, action }: { value: unknown; action: FuzzyConfigAction }): void {
  if (value !== undefined) throw new UsageError(`'${flag}' has no meaning for 'fuzzy config ${action}'`);
}
