import type { Config } from "../../lib/config/config.ts";
import { colorChoices, outputFormats } from "../../lib/output/output_words.ts";
import { needsRows } from "../../lib/output/encoders/encoder.ts";
import { colorOfEnvironment } from "../../lib/output/style.ts";
import type { CommandTraits } from "./output_choice.ts";
import type { GlobalOptions } from "./global_options.ts";

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
