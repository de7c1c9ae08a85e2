/** The options that the originals take before the command. */
export const originalGlobalOptions = ["--url", "-u", "--port", "-p", "--json", "--verbose", "-v"];

const verbose = ["--verbose", "-v"];
const list = ["--status", "-s", "--type", "-t", "--limit", "-l", "--active", "-a", "--resumable", "-r"];
const cancel = ["--reason", "-r", "--force", "-f"];
const period = ["--start", "--end"];
const oldPeriod = ["--start-date", "--end-date"];
const costs = ["--capital", "-c", "--commission", "--slippage", "--model-path", "-m"];
const follow = ["--follow", "-f"];
const format = ["--format", "-f"];
const output = ["--output", "-o"];
const training = ["--models-dir", "--validation-split", "--data-mode", "--dry-run", "--detailed-analytics"];
const hours = ["--trading-hours", "--include-extended"];
const timeframe = ["--timeframe", "-t"];
const indicator = ["--indicator", "-i"];
const length = ["--period", "-p"];
const progress = ["--progress", "--no-progress", "--quiet", "-q"];

/**
 * The commands of both originals, the newer one's first, and all spellings of their options. Left out is what concerns
 * the machines of a KTRDR installation (sandbox, local-prod, deploy) and research experiments in the client (evolve,
 * context, regime, ensemble).
 */
export const originalCommands: Readonly<Record<string, readonly string[]>> = {
  "train": [...period, "--symbols", "--timeframes", ...training, ...follow],
  "backtest": [...period, ...costs, ...follow],
  "research": ["--model", "-m", "--strategy", "-s", ...follow],
  "status": [],
  "follow": [],
  "ops": list,
  "cancel": cancel,
  "resume": follow,
  "workers": [],
  "list strategies": [],
  "list models": [],
  "list checkpoints": [],
  "show": [],
  "show data": [],
  "show features": [],
  "validate": [],
  "migrate": output,
  "data show": [...timeframe, "--rows", "-r", ...period, ...hours, ...format, ...verbose],
  "data load": [...timeframe, "--mode", "-m", ...period, ...hours, ...progress, ...format, ...verbose],
  "data range": [...timeframe, ...format, ...verbose],
  "checkpoints show": verbose,
  "checkpoints delete": ["--force", "-f", ...verbose],
  "ib test": ["--symbol", "-s", "--timeout", "-t", ...verbose],
  "ib cleanup": ["--force", "-f", "--timeout", "-t", ...verbose],
  "ib status": [...format, ...verbose],
  "models train": [...oldPeriod, ...training, ...verbose],
  "backtest run": [...oldPeriod, ...costs, ...verbose],
  "dummy dummy": [...progress, ...verbose],
  "operations list": [...list, ...verbose],
  "operations status": verbose,
  "operations cancel": [...cancel, ...verbose],
  "operations retry": verbose,
  "operations resume": verbose,
  "strategies validate": ["--quiet", "-q", ...verbose],
  "strategies validate-all": ["--fail-fast", "--summary", ...verbose],
  "strategies list": verbose,
  "strategies migrate": [...output, "--backup", "--dry-run", ...verbose],
  "strategies features": ["--group-by", ...verbose],
  "strategies backtest": [...period, "--capital", "--dry-run", ...verbose],
  "indicators compute": ["--type", "-t", ...length, "--timeframe", ...format, ...output, ...verbose],
  "indicators list": ["--category", "-c", ...format, ...verbose],
  "indicators plot": [...timeframe, ...indicator, ...length, ...output, "--show", "--no-show", ...verbose],
  "fuzzy compute": [...indicator, ...length, "--timeframe", "--config", ...format, ...output, ...verbose],
  "fuzzy visualize": ["--config", "-c", ...output, ...verbose],
  "fuzzy config": ["--config", "-c", ...output, "--template", ...verbose],
  "agent status": verbose,
  "agent trigger": ["--model", "-m", "--monitor", ...follow, "--bypass", "-b", ...verbose],
  "agent cancel": verbose,
  "agent budget": verbose,
};
