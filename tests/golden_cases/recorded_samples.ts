import { type GoldenFiles, goldenFiles } from "../support/golden_series.ts";

interface RecordedPart {
  readonly rows: number;
  /** Position of its first label among all labels. */
  readonly first_label: number;
}

/** What a trainer received. Rows are counted over training, validation and test rows, one after the other. */
export interface RecordedSamples {
  readonly name: string;
  /** The bars of the base timeframe. */
  readonly series: string;
  readonly start_date: string;
  readonly end_date: string;
  readonly bars: number;
  readonly strategy_yaml: string;
  readonly labels: number;
  readonly split: Record<"train" | "validation" | "test", RecordedPart>;
  readonly trainer_config: {
    readonly epochs: number;
    readonly learning_rate: number;
    readonly batch_size: number;
    readonly output_format: string;
    readonly architecture: { hidden_layers: number[]; dropout: number; activation: string };
    readonly loss?: string;
    readonly huber_delta?: number;
    readonly weight_decay?: number;
  };
  readonly feature_ids: string[];
  readonly rows: number[];
  /** Of each row; none of three timeframes, whose rows see bars that are still running. */
  readonly values: number[][];
  readonly targets: number[];
}

/** All of them. */
export function listRecordedSamples(files: GoldenFiles = goldenFiles): readonly RecordedSamples[] {
  return files.read<{ cases: RecordedSamples[] }>("training/trainer_rows.json").cases;
}

/** The one with a name. */
export function readRecordedSamples(name: string, files: GoldenFiles): RecordedSamples {
  const found = listRecordedSamples(files).find((samples) => samples.name === name);
  if (found === undefined) throw new Error(`nothing is recorded as ${name}`);
  return found;
}
