/**
 * `models train FILE [SYMBOL] [TIMEFRAME]`, which became `train`.
 * @module
 */
import { strategyText } from "../../engine/http/test_engine.ts";
import {
  type CompatibilityGroup,
  type CompatibilityRow,
  post,
  refused,
  underAllNames,
} from "./compatibility_row.ts";
import {
  lookAtTraining as poll,
  startTraining as start,
  trainingAnswers,
  trainingEnded,
} from "./training_world.ts";

const period = "--start-date 2010-01-01 --end-date 2014-12-31";
const line = `models train strategies/rsi_spx.yaml ${period}`;
/** A file counts by its name on a server that takes no files. */
const known = post("/strategies/validate/rsi_spx");
/** The bars that the file names, and others in their place. */
const names = { symbols: ["SPX"], timeframes: ["1d"] };
const others = { symbols: ["EURUSD"], timeframes: ["1h"] };

const rows: CompatibilityRow[] = [
  {
    line,
    sends: [known, start(names), poll],
    stdout: ["Epochs trained", "Final loss", "Final validation loss", "Model saved to"],
  },
  {
    line: `models train strategies/rsi_spx.yaml EURUSD 1h ${period} -v`,
    sends: [known, start(others), poll],
  },
  { line: `models train ${period} strategies/rsi_spx.yaml eurusd 1h`, sends: [known, start(others), poll] },
  { line: `${line} --models-dir m --data-mode local --verbose`, sends: [known, start(names), poll] },
  {
    line: `${line} --validation-split 0.5 --detailed-analytics`,
    sends: [known, start({ ...names, validation_split: 0.5, detailed_analytics: true }), poll],
  },
  refused(`${line} --validation-split 0`, "--validation-split is '0', expected a share between 0 and 1", {
    because: "0 was taken, and never sent: no rows can validate nothing",
  }),
  refused(`${line} --validation-split -0.1`, "--validation-split is '-0.1'"),
  { line: `${line} --dry-run`, stdout: ["rsi_spx", "Dry run: nothing was started"] },
  refused(`models train strategies/nope.yaml ${period}`, "Cannot read 'strategies/nope.yaml'"),
  refused(`models train ${period}`, "Missing argument(s): strategy"),
  refused(`models train strategies/rsi_spx.yaml 'A B' 1d ${period}`, "'A B' is no symbol"),
  { line, answers: trainingEnded("failed"), sends: [known, start(names), poll], exitCode: 1 },
  {
    line,
    answers: trainingEnded("cancelled"),
    sends: [known, start(names), poll, poll],
    exitCode: 3,
    because: "it was 0; a cancelled training is looked at twice, since its worker may still finish it",
  },
];

const files = { "strategies/rsi_spx.yaml": strategyText() };

/** The rows of `models train`. */
export const modelRows: CompatibilityGroup = {
  answers: trainingAnswers,
  rows: underAllNames({ theirs: ["models train"], ours: ["model train"] }, rows)
    .map((row) => ({ files, ...row })),
};
