import { type Document, isMap, isScalar, isSeq, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { isMergeKey } from "../yaml/located_tree_builder.ts";
import {
  findPair,
  hasMergeKey,
  offsetOf,
  rangeOf,
  scalarAt,
  textOf,
  writeOut,
  writeOutAliases,
} from "../yaml/yaml_nodes.ts";

/** Something that version 3 has no place for. */
interface MigrationLoss {
  /** Where it stands in the text. */
  readonly offset: number;
  readonly message: string;
  readonly hint: string;
}

/** What {@linkcode migrateDocument} works on. */
interface Migration {
  readonly document: Document;
  readonly top: YAMLMap;
  report(loss: MigrationLoss): void;
}

/**
 * Turns a strategy of version 1 or 2 into one of version 3, in place: indicators become a mapping of ids (`feature_id`,
 * else `name`) with `type` first; a fuzzy set that names no indicator gets that of its own id; without `nn_inputs` every
 * fuzzy set becomes an input of all timeframes. All other keys stay, in their order. Aliases are written out, as what they
 * stand for may change or go. Nodes keep their comments, and new nodes have the place of what they come from. What cannot
 * be kept is reported.
 *
 * The document is one that {@linkcode locateValues} found nothing wrong with, so that every alias has its anchor.
 */
export function migrateDocument(document: Document, report: (loss: MigrationLoss) => void): void {
  const top = document.contents;
  if (!isMap(top)) return;
  writeOutAliases(document);
  const migration = { document, top, report };
  migrateIndicators(migration);
  nameIndicators(migration);
  addInputs(migration);
  writeVersion(top);
}

function migrateIndicators({ document, top, report }: Migration): void {
  const section = findPair(top, "indicators");
  const list = section?.value;
  if (section === undefined || !isSeq(list)) return;
  const entries = new Map<string, Pair>();
  const wanted = new Set(fuzzySetPairs(top).map(({ key }) => textOf(key)));
  for (const written of list.items) {
    const item = hasMergeKey(written) ? writeOut(document, written) : written;
    const offset = offsetOf(item);
    const entry = isMap(item) ? migrateIndicator(item) : undefined;
    if (entry === undefined) {
      const hint = "Give it a feature_id and a name";
      report({ offset, message: "The indicator has no name, and is left out", hint });
      continue;
    }
    const known = entries.get(entry.id);
    const other = known && idByParameters(known, { id: entry.id, wanted });
    if (known === undefined) entries.set(entry.id, entry.pair);
    else if (other !== undefined && !entries.has(other)) {
      entries.set(other, new Pair(scalarAt(known.key, other), known.value));
      known.value = entry.pair.value;
    } else {
      known.value = entry.pair.value;
      const hint = "Give each of them a feature_id of its own";
      report({ offset, message: `The indicator takes the place of another one named "${entry.id}"`, hint });
    }
  }
  const map = new YAMLMap(document.schema);
  map.items.push(...entries.values());
  section.value = withLookOf(list, map);
}

/** What a fuzzy set calls one of several indicators of a name: the name with its parameters behind it. */
function idByParameters(
  { value }: Pair,
  { id, wanted }: { id: string; wanted: ReadonlySet<string | undefined> },
): string | undefined {
  if (!isMap(value)) return undefined;
  const numbers = value.items.flatMap((pair) =>
    isScalar(pair.value) && typeof pair.value.value === "number" ? [pair.value.value] : []
  );
  const names = numbers.map((_, index) => [id, ...numbers.slice(0, numbers.length - index)].join("_"));
  return names.find((name) => wanted.has(name));
}

interface IndicatorEntry {
  id: string;
  pair: Pair;
}

/** An indicator under its id; undefined for one that has none. */
function migrateIndicator(item: YAMLMap): IndicatorEntry | undefined {
  const [name, featureId, type] = ["name", "feature_id", "type"].map((key) => findPair(item, key));
  const place = [featureId, name].find((pair) => textOf(pair?.value) !== undefined);
  const id = textOf(place?.value);
  if (place === undefined || id === undefined) return undefined;
  const typePair = type ??
    new Pair(
      scalarAt(name?.key ?? place.key, "type"),
      textOf(name?.value) === undefined ? scalarAt(place.value, id) : name?.value,
    );
  item.items = [typePair, ...item.items.filter((pair) => ![name, featureId, type].includes(pair))];
  const key = scalarAt(place.value, id);
  key.spaceBefore = item.spaceBefore ?? false;
  const comments = [item.commentBefore, isScalar(featureId?.value) ? featureId.value.comment : undefined];
  key.commentBefore = comments.filter(Boolean).join("\n") || null;
  item.spaceBefore = false;
  item.commentBefore = null;
  return { id, pair: new Pair(key, item) };
}

function nameIndicators({ document, top }: Migration): void {
  for (const { key, value } of fuzzySetPairs(top)) {
    if (!isMap(value) || Object.hasOwn(value.toJS(document), "indicator")) continue;
    value.items.push(new Pair(scalarAt(key, "indicator"), scalarAt(key, textOf(key) ?? "")));
  }
}

function addInputs({ document, top }: Migration): void {
  if (findPair(top, "nn_inputs") !== undefined) return;
  const inputs = new YAMLSeq(document.schema);
  for (const { key } of fuzzySetPairs(top)) {
    const input = new YAMLMap(document.schema);
    input.range = rangeOf(key);
    input.items.push(new Pair(scalarAt(key, "fuzzy_set"), scalarAt(key, textOf(key) ?? "")));
    input.items.push(new Pair(scalarAt(key, "timeframes"), scalarAt(key, "all")));
    inputs.items.push(input);
  }
  const key = scalarAt(findPair(top, "fuzzy_sets")?.key, "nn_inputs");
  key.spaceBefore = top.items.some((pair) => isScalar(pair.key) && pair.key.spaceBefore);
  inputs.range = key.range ?? null;
  top.items.push(new Pair(key, inputs));
}

function writeVersion(top: YAMLMap): void {
  const known = findPair(top, "version");
  const version = scalarAt(known?.value, "3.0");
  version.type = Scalar.QUOTE_DOUBLE;
  if (isScalar(known?.value)) version.comment = known.value.comment ?? null;
  if (known === undefined) top.items.push(new Pair(new Scalar("version"), version));
  else known.value = version;
}

function fuzzySetPairs(top: YAMLMap): Pair[] {
  const sets = findPair(top, "fuzzy_sets")?.value;
  return isMap(sets) ? sets.items.filter(({ key }) => !isScalar(key) || !isMergeKey(key)) : [];
}

function withLookOf(list: YAMLSeq, map: YAMLMap): YAMLMap {
  map.flow = list.flow ?? false;
  map.comment = list.comment ?? null;
  map.commentBefore = list.commentBefore ?? null;
  map.spaceBefore = list.spaceBefore ?? false;
  map.range = list.range ?? null;
  return map;
}
