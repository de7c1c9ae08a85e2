import { checkStrategy } from "../check_strategy.ts";
import { ProblemList } from "../strategy_problem.ts";
import { parseYaml } from "../yaml/parse_yaml.ts";
import { writtenAs } from "../yaml/written_as.ts";
import { applyRepairs, isCertainError, mostRepairRounds } from "./apply_repairs.ts";
import { keepLines } from "./keep_lines.ts";
import type { Repair } from "./repair.ts";

/** What {@linkcode repairStrategy} is to mend. */
interface RepairOptions {
  /** Only errors whose repair is certain; warnings and probable errors stay. */
  readonly certainOnly?: boolean;
}

/** A strategy after its repairs. */
interface RepairedStrategy {
  /** The text that was given, if there is nothing to repair. */
  readonly text: string;
  readonly repairs: readonly Repair[];
}

/**
 * Makes every repair that the messages of {@linkcode checkStrategy} propose for a strategy of version 3. Comments, blank
 * lines, quotes and the order of keys stay.
 *
 * Never throws, and takes bounded time, whatever the text is.
 */
export function repairStrategy(
  source: string,
  { certainOnly = false }: RepairOptions = {},
): RepairedStrategy {
  let text = source;
  const made: Repair[] = [];
  for (let round = 0; round < mostRepairRounds; round++) {
    const check = checkStrategy(text);
    const repairs = check.version !== "v3"
      ? []
      : check.repairs.filter((one) => !certainOnly || isCertainError(one)).map(({ repair }) => repair);
    const parsed = repairs.length === 0 ? undefined : parseYaml(text, new ProblemList());
    if (parsed === undefined || applyRepairs(parsed.document, repairs) === 0) break;
    made.push(...repairs);
    const isWindows = text.includes("\r\n");
    const unix = isWindows ? text.replaceAll("\r\n", "\n") : text;
    const written = parsed.document.toString(writtenAs(text));
    const kept = keepLines(unix, written);
    const result = isSame(kept, written) ? kept : written;
    text = isWindows ? result.replaceAll("\n", "\r\n") : result;
  }
  return { text, repairs: made };
}

/** Whether two texts have the same values: spaces may stand within quotes. */
function isSame(text: string, other: string): boolean {
  const [left, right] = [text, other].map((one) => parseYaml(one, new ProblemList())?.document);
  if (left === undefined || right === undefined) return false;
  return left.toString() === right.toString();
}
