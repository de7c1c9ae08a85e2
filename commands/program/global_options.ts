import type { ColorChoice, OutputFormat, ProgressMode } from "../../lib/output/output_words.ts";

/** The options that every command takes. A `type`, since Cliffy cannot infer through an interface. */
export type GlobalOptions = {
  url?: string;
  port?: number;
  embedded?: true;
  json?: true;
  output?: OutputFormat;
  verbose?: true;
  /** Texts in CSV as they are, those too that a spreadsheet would run. */
  csvRaw?: true;
  quiet?: true;
  progress?: ProgressMode;
  color?: ColorChoice;
  requestTimeout?: number;
  tokenFile?: string;
  profile?: string;
};
