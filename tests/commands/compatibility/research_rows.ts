/**
 * `research`.
 * @module
 */
import { recordedId } from "../../support/recorded_answers.ts";
import { agentAnswers, agentIsBusy, lookAtResearch, researchEnded, startResearch } from "./agent_world.ts";
import { type CompatibilityGroup, type CompatibilityRow, refused } from "./compatibility_row.ts";

const goal = { brief: "trend on EURUSD" };
const byOutcome = "it was 0, whatever became of the research";

const rows: CompatibilityRow[] = [
  {
    line: "research 'trend on EURUSD'",
    sends: [startResearch(goal)],
    stdout: ["Started research", recordedId],
  },
  ...["-m", "--model"].map((flag) => ({
    line: `research 'trend on EURUSD' ${flag} haiku`,
    sends: [startResearch({ ...goal, model: "haiku" })],
  })),
  ...["-s", "--strategy"].map((flag) => ({
    line: `research ${flag} rsi_spx`,
    sends: [startResearch({ strategy: "rsi_spx" })],
  })),
  {
    line: "research '' --strategy rsi_spx -m opus",
    sends: [startResearch({ strategy: "rsi_spx", model: "opus" })],
  },
  ...["-f", "--follow"].map((flag) => ({
    line: `research 'trend on EURUSD' ${flag}`,
    sends: [startResearch(goal), lookAtResearch],
    stdout: ["trend_1", "promising", "Sharpe ratio", "Win rate", "Max drawdown"],
  })),
  {
    line: "--json research 'trend on EURUSD'",
    sends: [startResearch(goal)],
    json: { operation_id: recordedId, status: "started", type: "research" },
  },
  {
    line: "research 'trend on EURUSD' --follow --json",
    sends: [startResearch(goal), lookAtResearch],
    json: { operation_id: recordedId, status: "completed" },
    because: "it was text",
  },
  refused("research", "Neither a goal nor --strategy is given"),
  refused("research '  '", "Neither a goal nor --strategy is given"),
  refused("research 'trend on EURUSD' -s rsi_spx", "Both a goal and --strategy are given"),
  {
    line: "--json research 'trend on EURUSD'",
    answers: agentIsBusy,
    sends: [startResearch(goal)],
    exitCode: 5,
    json: { status: "error", message: "At capacity" },
    because: "it was 1",
  },
  {
    line: "research 'trend on EURUSD' -f",
    answers: researchEnded("failed"),
    sends: [startResearch(goal), lookAtResearch],
    exitCode: 1,
    because: byOutcome,
  },
  {
    line: "research 'trend on EURUSD' -f",
    answers: researchEnded("cancelled"),
    sends: [startResearch(goal), lookAtResearch, lookAtResearch],
    exitCode: 3,
    because: byOutcome,
  },
];

/** The rows of `research`. */
export const researchRows: CompatibilityGroup = { answers: agentAnswers, rows };
