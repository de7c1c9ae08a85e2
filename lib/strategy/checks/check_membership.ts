import { type LocatedList, type LocatedNode, quote } from "../yaml/located_node.ts";
import type { SectionReader } from "./section_reader.ts";
import type { MembershipDefinition, MembershipType } from "../strategy.ts";
import { oldMembershipTypes } from "../repairs/old_words.ts";
import type { Repair } from "../repairs/repair.ts";
import { suggestOnly } from "../suggest_name.ts";
import { anyNumber, text } from "./value_rule.ts";

const parameterNames = {
  triangular: ["a", "b", "c"],
  trapezoidal: ["a", "b", "c", "d"],
  gaussian: ["mean", "sigma"],
} as const;
const membershipTypes: readonly MembershipType[] = ["triangular", "trapezoidal", "gaussian"];

/** Checks one membership function: its type, and the number and order of its parameters. */
export function checkMembership(reader: SectionReader, name: string): MembershipDefinition | undefined {
  const node = reader.node(name);
  if (node === undefined) return undefined;
  if (node.kind === "map") return checkLongForm(reader.below(node, { key: name }), name);
  if (node.kind !== "list") {
    const expected = "a list [a, b, c] or a mapping with type and parameters";
    reader.mismatch(node, { key: name, expected });
    return undefined;
  }
  const parameters = readParameters(reader, { node, key: name, type: "triangular", isShort: true });
  return parameters && { name, type: "triangular", parameters };
}

function checkLongForm(reader: SectionReader, name: string): MembershipDefinition | undefined {
  const written = reader.required("type", text("triangular, trapezoidal or gaussian"));
  const type = written === undefined ? undefined : findMembershipType(written);
  if (written !== undefined && type === undefined) {
    const repair = typeRepair(reader, written);
    const expected = `Unknown membership type ${
      quote(written)
    }, expected triangular, trapezoidal or gaussian`;
    reader.error("type", expected, { repair });
  }
  const node = reader.node("parameters");
  if (node === undefined) reader.missing("parameters", "expected a list of numbers");
  reader.finish();
  if (type === undefined || node === undefined) return undefined;
  if (node.kind !== "list") {
    reader.mismatch(node, { key: "parameters", expected: "a list of numbers" });
    return undefined;
  }
  const parameters = readParameters(reader, { node, key: "parameters", type, isShort: false });
  return parameters && { name, type, parameters };
}

function typeRepair(reader: SectionReader, written: string): Repair | undefined {
  const known = oldMembershipTypes[written.toLowerCase().replace(/mf$/, "")];
  const to = known ?? suggestOnly(written, membershipTypes);
  if (to === undefined) return undefined;
  return { kind: "set", at: reader.stepsTo("type"), to, ...known === undefined ? { isGuess: true } : {} };
}

/** The three names, in any case, also with `mf` behind. */
function findMembershipType(written: string): MembershipType | undefined {
  const wanted = written.toLowerCase().replace(/mf$/, "");
  return membershipTypes.find((type) => type === wanted);
}

interface ParameterPlace {
  node: LocatedList;
  key: string;
  type: MembershipType;
  /** Whether it is the short form, a bare list. */
  isShort: boolean;
}

function readParameters(reader: SectionReader, place: ParameterPlace): number[] | undefined {
  const { node, key, type } = place;
  const names = parameterNames[type];
  const values = node.items.map((item, index) =>
    reader.check(item, { rule: anyNumber(), key: `${key}[${index}]` })
  );
  const parameters = values.filter((value) => value !== undefined);
  if (parameters.length < values.length) return undefined;
  if (parameters.length !== names.length) {
    const message = `A ${type} membership function has ${names.length} parameters ${showNames(names)}, not ` +
      `${parameters.length}`;
    const isTrapezoid = place.isShort && parameters.length === 4;
    const hint = isTrapezoid
      ? "A bare list is triangular; write {type: trapezoidal, parameters: [a, b, c, d]}"
      : undefined;
    const to = { type: "trapezoidal", parameters };
    const repair = isTrapezoid ? { kind: "set", at: reader.stepsTo(key), to } as const : undefined;
    reader.errorAt(node, { key, message, hint, repair });
    return undefined;
  }
  return checkShape(reader, { ...place, parameters }) ? parameters : undefined;
}

function checkShape(reader: SectionReader, place: ParameterPlace & { parameters: number[] }): boolean {
  const { node, key, type, parameters } = place;
  if (type === "gaussian") {
    if (parameters[1] > 0) return true;
    const message = `The sigma of a gaussian membership function must be greater than 0, not "${
      parameters[1]
    }"`;
    reader.errorAt(itemOr(node, 1), { key, message });
    return false;
  }
  const wrong = parameters.findIndex((value, index) => index > 0 && value < parameters[index - 1]);
  if (wrong < 0) return true;
  const names = parameterNames[type];
  const message =
    `The parameters of a ${type} membership function must not fall (${names.join(" ≤ ")}), but ` +
    `"${parameters[wrong]}" comes after "${parameters[wrong - 1]}"`;
  reader.errorAt(itemOr(node, wrong), { key, message });
  return false;
}

function itemOr(list: LocatedList, index: number): LocatedNode {
  return list.items[index] ?? list;
}

function showNames(names: readonly string[]): string {
  return `[${names.join(", ")}]`;
}
