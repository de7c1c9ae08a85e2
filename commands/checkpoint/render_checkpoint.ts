import type { Checkpoint } from "../../lib/contract/checkpoint.ts";
import {
  formatCount,
  formatDuration,
  formatLearningRate,
  formatNumber,
  formatTimestamp,
  parseTime,
} from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderFields } from "../../lib/output/table.ts";
import { renderDetails } from "../program/render_details.ts";

/** What {@linkcode renderCheckpoint} needs besides the checkpoint. */
interface RenderCheckpointOptions {
  style: Style;
  /** Milliseconds since the epoch. */
  now: number;
  /** Whether to show all of the state. */
  verbose: boolean;
}

type State = Checkpoint["state"];

/** The fields of a state that everybody wants to know, with what they count up to. */
const stateFields: readonly [key: string, title: string, format: (value: number, state: State) => string][] =
  [
    ["epoch", "Epoch", (value, state) => ofTotal(value, state.total_epochs)],
    ["train_loss", "Train loss", (value) => formatNumber(value, 4)],
    ["val_loss", "Validation loss", (value) => formatNumber(value, 4)],
    ["best_val_loss", "Best validation loss", (value) => formatNumber(value, 4)],
    ["learning_rate", "Learning rate", formatLearningRate],
    ["bar_index", "Bar", (value, state) => ofTotal(value, state.total_bars)],
    ["step", "Step", formatCount],
  ];
const knownKeys: ReadonlySet<string> = new Set([
  ...stateFields.map(([key]) => key),
  "total_epochs",
  "total_bars",
]);

/** A checkpoint as lines: whose it is, how far that was, where its files are. */
export function renderCheckpoint(checkpoint: Checkpoint, options: RenderCheckpointOptions): string {
  const { style, now, verbose } = options;
  const { state, created_at, artifacts_path } = checkpoint;
  const head: [string, string][] = [
    ["Operation", checkpoint.operation_id],
    ["Type", checkpoint.checkpoint_type],
    ["Created", formatTimestamp(created_at)],
    ["Age", formatDuration(created_at ? now - parseTime(created_at) : null)],
  ];
  if (artifacts_path) head.push(["Artifacts", artifacts_path]);
  const sections = [renderFields(head, style)];
  const known = stateFields.flatMap(([key, title, format]): [string, string][] => {
    const value = state[key];
    return typeof value === "number" ? [[title, format(value, state)]] : [];
  });
  if (known.length > 0) sections.push(`${style.bold("State")}\n${renderFields(known, style)}`);
  const rest = Object.fromEntries(Object.entries(state).filter(([key]) => !knownKeys.has(key)));
  if (verbose && Object.keys(rest).length > 0) {
    sections.push(`${style.bold("Rest of the state")}\n${renderDetails(rest, style)}`);
  }
  return sections.join("\n\n");
}

function ofTotal(count: number, total: unknown): string {
  return typeof total === "number" ? `${formatCount(count)} of ${formatCount(total)}` : formatCount(count);
}
