import type { IndicatorTable } from "./check_indicators.ts";
import { quote } from "../yaml/located_node.ts";
import type { NoteOptions } from "./notes.ts";
import type { SectionReader } from "./section_reader.ts";
import { knownOutput, knownReference } from "../repairs/known_reference.ts";
import type { IndicatorDefinition } from "../strategy.ts";
import { listNames, suggestOnly } from "../suggest_name.ts";

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
    const to = knownReference(reference, indicators);
    const way = to === undefined
      ? reader.meant(key, {
        written: indicatorId,
        known: [...indicators.keys()].filter((id) => !id.includes(".")),
      })
      : { repair: { kind: "set", at: reader.stepsTo(key), to } as const };
    reader.error(key, `Unknown indicator ${quote(indicatorId)}`, way);
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
    const repair = { kind: "set", at: reader.stepsTo(key), to: indicatorId } as const;
    reader.error(key, message, { repair });
    return undefined;
  }
  if (outputs.includes(output)) return { indicatorId, output };
  const message = `The indicator ${quote(indicatorId)} (${type}) has no output ${quote(output)}`;
  reader.error(key, message, outputWay(reader, { key, indicator, output }));
  return undefined;
}

function outputWay(
  reader: SectionReader,
  { key, indicator, output }: { key: string; indicator: IndicatorDefinition; output: string },
): NoteOptions {
  const { id, outputs, type } = indicator;
  const at = reader.stepsTo(key);
  const known = knownOutput(type, output);
  if (known !== undefined) return { repair: { kind: "set", at, to: `${id}.${known}` } };
  const meant = suggestOnly(output, outputs);
  if (meant === undefined) return { hint: `Known: ${listNames(outputs)}` };
  return {
    hint: `Did you mean "${meant}"?`,
    repair: { kind: "set", at, to: `${id}.${meant}`, isGuess: true },
  };
}
