/**
 * What goes to stdout, and in which format.
 * @module
 */
import type { Config } from "../../lib/config/config.ts";
import { colorChoices, type OutputFormat, outputFormats } from "../../lib/output/output_words.ts";
import { needsRows } from "../../lib/output/encoders/encoder.ts";
import { colorOfEnvironment } from "../../lib/output/style.ts";
import type { GlobalOptions } from "./global_options.ts";
import { UsageError } from "../../lib/errors.ts";

/** What is special about the output of a command. */
export interface CommandTraits {
  /** It starts or follows operations, and can tell what happens to them. */
  tellsEvents?: true;
  /** Its result is no table, not even one of a single row. */
  hasNoRows?: true;
  /** What it prints is meant for another program, which can read only that. */
  isScript?: true;
  /** It works without the configuration file where that makes no sense. */
  takesBadConfig?: true;
}

/** What {@linkcode chooseOutput} needs besides the options. */
interface ChooseOutputOptions extends CommandTraits {
  /** The value of an environment variable. */
  env(name: string): string | undefined;
}

/** What goes to stdout. */
interface ChosenOutput {
  format: OutputFormat;
  /** Whether there are events before the result, a line each. */
  events: boolean;
}

/**
 * What --output, --json and --progress json say together: events come as JSON lines from a command that can tell them.
 * Throws UsageError where they contradict each other, or the command cannot print such a thing.
 */
export function chooseOutput(options: GlobalOptions, command: ChooseOutputOptions): ChosenOutput {
  const wanted = wantedFormat(options);
  if (wanted !== undefined && needsRows(wanted) && command.hasNoRows) {
    const others = outputFormats.filter((format) => !needsRows(format));
    const expected = `${others.slice(0, -1).join(", ")} or ${others.at(-1)}`;
    throw new UsageError(`'--output ${wanted}' makes no sense here, expected ${expected}`, {
      hint: "The result of this command has no rows",
    });
  }
  const format = wanted ?? "table";
  if (!command.tellsEvents) return { format, events: false };
  if (options.progress === "json" && wanted !== undefined && wanted !== "jsonl") {
    throw new UsageError(
      `'--progress json' writes events to stdout, where '--output ${wanted}' has its place`,
      {
        hint: "Leave one of them out, or use '--output jsonl' for both events and result",
      },
    );
  }
  const progress = options.progress ?? command.env("KTRDR_PROGRESS");
  return { format, events: wanted === "jsonl" || (progress === "json" && wanted === undefined) };
}

function wantedFormat({ json, output }: GlobalOptions): OutputFormat | undefined {
  if (!json) return output;
  if (output === undefined || output === "json") return "json";
  throw new UsageError(`'--json' is '--output json' and contradicts '--output ${output}'`);
}

/** `--format` is `--output` under the name it had before. Throws UsageError where both are given and differ. */
export function outputFromFormat<Options extends GlobalOptions & { format?: OutputFormat }>(
  options: Options,
): Options {
  const { format, output = options.json ? "json" : undefined } = options;
  if (format === undefined) return options;
  if (output === undefined || output === format) return { ...options, output: format };
  throw new UsageError(`'--format ${format}' contradicts '--output ${output}'`);
}

/** A command's options, of which `output` is whatever followed --output. */
type OptionsWithOutputFile = Omit<GlobalOptions, "output"> & { output?: string };

/** What {@linkcode splitOutput} tells apart. */
interface SplitOutput<Options> {
  options: Omit<Options, "output"> & { output?: OutputFormat };
  /** The file that the command writes. */
  outputFile: string | undefined;
}

/**
 * Of a command that writes a file, --output names that file; the words for a format stay what they are everywhere
 * (a file of such a name is "./json").
 */
export function splitOutput<Options extends OptionsWithOutputFile>(options: Options): SplitOutput<Options> {
  const { output, ...others } = options;
  const format = outputFormats.find((word) => word === output);
  if (format !== undefined) return { options: { ...others, output: format }, outputFile: undefined };
  return { options: others, outputFile: output };
}

/** What {@linkcode addConfiguredOptions} needs besides the options. */
interface ConfiguredOptions extends CommandTraits {
  config: Config;
  /** The value of an environment variable. */
  env(name: string): string | undefined;
}

/** The options, with the output and the colour that the configuration file names where nothing nearer says another. */
export function addConfiguredOptions(options: GlobalOptions, configured: ConfiguredOptions): GlobalOptions {
  const output = options.output ?? configuredOutput(options, configured);
  const color = options.color ?? configuredColor(configured);
  return { ...options, ...(output !== undefined && { output }), ...(color !== undefined && { color }) };
}

/** Events go before: they would be lost in any other form. A table of a command that has none is a text for people. */
function configuredOutput(
  { json, progress }: GlobalOptions,
  { config, env, hasNoRows, isScript }: ConfiguredOptions,
): GlobalOptions["output"] {
  const hasEvents = (progress ?? env("KTRDR_PROGRESS")) === "json";
  const format = outputFormats.find((known) => known === config.entries.get("output")?.text);
  if (format === undefined || format === "table" || isScript || json || hasEvents) return undefined;
  return hasNoRows && needsRows(format) ? undefined : format;
}

function configuredColor({ config, env }: ConfiguredOptions): GlobalOptions["color"] {
  if (colorOfEnvironment(env) !== undefined) return undefined;
  return colorChoices.find((known) => known === config.entries.get("color")?.text);
}
