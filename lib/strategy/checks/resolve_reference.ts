import type { IndicatorTable } from "./check_indicators.ts";
import { quote } from "../yaml/located_node.ts";
import type { SectionReader } from "./section_reader.ts";
import { listNames, suggestionHint } from "../suggest_name.ts";

/** A reference to an indicator, `id` or `id.output`, and where it stands. */
interface ReferencePlace {
  readonly key: string;
  readonly reference: string;
  readonly indicators: IndicatorTable;
}

/** The column that a reference points at. */
interface ReferenceTarget {
  readonly indicatorId: string;
  /** `value` for an indicator with a single column; the primary output if none is named. */
  readonly output: string;
}

/**
 * Finds the indicator column that a reference names.
 *
 * @returns undefined if there is none: a problem is reported, unless the indicator itself has one already.
 */
export function resolveReference(reader: SectionReader, place: ReferencePlace): ReferenceTarget | undefined {
  const { key, reference, indicators } = place;
  const [indicatorId, ...rest] = reference.split(".");
  const indicator = indicators.get(indicatorId);
  if (indicator === undefined) {
    const hint = suggestionHint(indicatorId, [...indicators.keys()]);
    reader.error(key, `Unknown indicator ${quote(indicatorId)}`, { hint });
    return undefined;
  }
  if (indicator === null) return undefined;
  const { outputs, type } = indicator;
  if (rest.length === 0) return { indicatorId, output: outputs[0] };
  const output = rest.join(".");
  if (outputs.length === 1) {
    const message =
      `The indicator ${quote(indicatorId)} (${type}) has a single output, so ${quote(reference)} ` +
      "cannot name one";
    reader.error(key, message, { hint: `Write ${quote(indicatorId)}` });
    return undefined;
  }
  if (outputs.includes(output)) return { indicatorId, output };
  const hint = suggestionHint(output, outputs) ?? `Known: ${listNames(outputs)}`;
  reader.error(key, `The indicator ${quote(indicatorId)} (${type}) has no output ${quote(output)}`, { hint });
  return undefined;
}
