import { assertEquals } from "@std/assert";
import { parseBarText } from "../../lib/bar_files/parse_bar_text.ts";
import { type HostilePart, hostileParts } from "./hostile_parts.ts";
import { findTextFunctions, kindOf, type TextFunction } from "./text_functions.ts";

/** Characters of the longer text, of which the shorter one has a quarter: the first for which a call takes its time. */
const mostAttempts = 6;
const lengths: readonly number[] = [16_384, 65_536];
/** The same for what reads YAML, where a few thousand characters show it. */
const yamlLengths: readonly number[] = [2_048];
const readsYaml =
  /(parseStrategy|checkStrategy|listStrategyErrors|migrateStrategy|checkFuzzyConfig|upgradeFuzzyConfig|parseYaml|readConfigDocument|parseConfig|holdsSecret|editConfig)$/;
/** A call that takes less is fast, however its time grows. Milliseconds. */
const fast = 50;
/** Each time is the least of as many. */
const rounds: readonly number[] = [1, 2, 3];
/** Four times the text takes four times the time; a quadratic function takes sixteen times as long. */
const mostGrowth = 8;

/** A call of a function with a hostile text. */
type Call = (text: string) => unknown;

// deno-lint-ignore no-explicit-any
type Exported = any;

/** Functions that need more than texts and numbers, and some that take their text inside of something else. */
const adapters: Readonly<Record<string, (exported: Exported, text: string) => unknown>> = {
  "lib/client/parse_answer.ts: parseAnswer": (parse, text) =>
    parse({ method: "GET", url: "http://a", status: 200, contentType: "application/json", text }),
  "lib/client/request_url.ts: requestUrl": (make, text) =>
    make("http://a/b", { path: text, query: { q: text } }),
  "lib/client/errors/transport_error.ts: transportErrorOf": (make, text) =>
    make(new TypeError(text), { method: "GET", url: "http://a", baseUrl: "http://a" }),
  "lib/config/config_keys.ts: excludedBy": (excluded, text) => excluded("url", text),
  "lib/config/edit_config.ts: editConfig": (edit, text) =>
    edit(text, { path: "a.yaml", edits: [{ keys: ["profiles", "a", "url"], value: "b" }] }),
  "lib/config/expand_home.ts: expandHome": (expand, text) => expand(`~/${text}`, () => "/home/a"),
  "lib/config/find_sandbox_file.ts: sandboxValue": (find, text) =>
    find({ path: "a", text }, "KTRDR_API_PORT"),
  "lib/output/text.ts: wrapText": (wrap, text) => wrap(text, { width: 80 }),
  "lib/bar_files/parse_bar_text.ts: parseBarText": (parse, text) =>
    parse(new TextEncoder().encode(text), { timeframe: "1d" }),
  "lib/bar_files/containers/zip_members.ts: chooseMembers": (choose, text) => choose([{ name: text }], text),
  "lib/bar_files/containers/zip_members.ts: refuseMembers": (refuse, text) => refuse([{ name: text }], text),
  "lib/bar_files/tables/sheet_dates.ts: dayOfCell": (read, text) => read(text, { isFrom1904: false }),
  "lib/bar_files/tables/walk_xml.ts: walkXml": (walk, text) => walk(text, {}),
  "lib/bar_files/times/parse_time.ts: parseStamp": (parse, text) => parse(text, "dmy"),
  "lib/bar_files/rows/parse_number.ts: parseNumber": (parse, text) => parse(text, ","),
  "lib/bar_files/rows/parse_number.ts: parseVolume": (parse, text) => parse(text, ","),
  "lib/engine/http/read_query.ts: readRequired": (read, text) => read(new URLSearchParams(text), "a"),
  "lib/engine/http/read_query.ts: readFlag": (read, text) => read(new URLSearchParams(`a=${text}`), "a"),
  "lib/engine/services/strategies/read_strategy.ts: invalidStrategy": (make, text) => make(text, []),
  "lib/output/table.ts: renderTable": (render, text) =>
    render({ columns: [{ header: "a" }], rows: [[text]], width: 80 }),
  "lib/serve/token_check.ts: parseServerToken": (parse, text) => parse(text, { origin: "a" }),
  "lib/strategy/format_problems.ts: formatProblem": (format, text) =>
    format({ severity: "error", category: "a", path: "", message: text, line: 1, column: 1 }, {
      path: "a",
      text,
    }),
  "lib/strategy/yaml/parse_yaml.ts: parseYaml": (parse, text) => parse(text, { add: () => {} }),
};

/** Functions that do nothing with their text but hand it on, by the beginning of their names, each with the reason. */
const handingOn: Readonly<Record<string, string>> = {
  "lib/bar_files/bars/find_step.ts: lengthOf": "looks a timeframe up",
  "lib/bar_files/rows/explain_row.ts": "parseBarText() runs it",
  "lib/bar_files/text/find_columns.ts": "parseBarText() runs it",
  "lib/bar_files/list_parts.ts: listParts": "looks for a name among those in a zip",
  "lib/bar_files/tables/kind_of_element.ts: kindOfElement": "compares the name of a zone",
  "lib/bar_files/tables/table_limits.ts: readOrRefuse": "puts a name before a message",
  "lib/client/read_text.ts": "reads a body, up to a limit",
  "lib/config/load_config.ts": "reads a file by its path",
  "lib/config/read_settings_file.ts": "reads a file by its path",
  "lib/engine/domain/features/timeframe_features.ts": "looks a timeframe up",
  "lib/indicators/": "text is a name of the program, or is looked up",
  "lib/engine/domain/name_range_error.ts": "puts a name before a message",
  "lib/engine/http/wire/fuzzy_wire.ts": "puts a name into an answer",
  "lib/engine/services/": "ids and names, which SQLite or a map looks up",
  "lib/engine/store/": "paths, and ids that SQLite looks up",
  "lib/host/": "paths, which the system looks up",
  "lib/operations/": "ids, which go into addresses and messages as they are",
  "lib/permissions.ts": "paths, which Deno looks up",
  "lib/strategy/": "looks names up that were read before, or adds them to what a section says",
  "lib/engine/domain/bars/": "looks a timeframe up",
};

function callsOf(found: TextFunction, exported: Exported): Call[] {
  const adapter = adapters[found.name];
  if (adapter !== undefined) return [(text) => adapter(exported, text)];
  const required = found.parameters.filter(({ isOptional }) => !isOptional);
  if (required.some((parameter) => kindOf(parameter) === "other")) return [];
  const fill = (text: string, place: number) =>
    required.map((parameter, index) => {
      const kind = kindOf(parameter);
      if (kind === "number") return 80;
      const value = index === place ? text : "ab";
      return kind === "text" ? value : value.match(/[^]{1,8}/g) ?? [];
    });
  return required.flatMap((parameter, place) =>
    kindOf(parameter) === "number" ? [] : [(text: string) => exported(...fill(text, place))]
  );
}

/** The repeated part an even number of times, whatever the length: quotes come in pairs then. */
function makeText(part: HostilePart, length: number): string {
  const [start, rest] = typeof part === "string" ? ["", part] : part;
  return start + rest.repeat(2 * Math.ceil(length / rest.length / 2));
}

function timeOf(call: Call, text: string): number {
  const start = performance.now();
  try {
    const result = call(text);
    if (result instanceof Promise) result.catch(() => {});
  } catch {
    // Refusing a text is an answer too.
  }
  return performance.now() - start;
}

/**
 * How many times as long four times the text takes; 0 where it makes no difference to anybody. The times are the least of
 * several, taken in turns: what else the machine does makes single ones longer.
 */
function growthOf(
  call: Call,
  part: HostilePart,
  tried: readonly number[] = lengths,
): number {
  let [length, longTime] = [0, 0];
  for (length of tried) {
    longTime = timeOf(call, makeText(part, length));
    if (longTime >= fast) break;
  }
  if (longTime < fast) return 0;
  const [whole, quarter] = [makeText(part, length), makeText(part, length / 4)];
  const shortTime = Math.min(...rounds.map(() => timeOf(call, quarter)));
  if (longTime <= mostGrowth * shortTime) return 0;
  const times = rounds.map(() => [timeOf(call, whole), timeOf(call, quarter)]);
  const wholeTime = Math.min(...times.map(([time]) => time));
  // Only because something else held it up did it look slow.
  if (wholeTime < fast) return 0;
  return wholeTime / Math.min(shortTime, ...times.map(([, time]) => time));
}

/** A quadratic function looks so each time, a linear one on a busy machine now and then. */
function leastGrowth(call: Call, part: HostilePart, tried: readonly number[]): number {
  let least = Infinity;
  for (let attempt = 0; attempt < mostAttempts && least > mostGrowth; attempt++) {
    least = Math.min(least, growthOf(call, part, tried));
  }
  return least;
}

async function load({ path, exported }: TextFunction): Promise<Exported> {
  const loaded = await import(new URL(`../../${path}`, import.meta.url).href);
  return loaded[exported];
}

/** Those that the search finds, and those that take their text inside of something else. */
async function listFunctions(): Promise<TextFunction[]> {
  const found = await findTextFunctions();
  const names = found.map(({ name }) => name);
  const further = Object.keys(adapters).filter((name) => !names.includes(name)).map((name) => {
    const [path, exported] = name.split(": ");
    return { name, path, exported, parameters: [] };
  });
  return [...found, ...further];
}

Deno.test("no function of lib/ that takes text takes more than eight times the time for four times the text", async () => {
  const slow: string[] = [];
  const unknown: string[] = [];
  for (const found of await listFunctions()) {
    const isHandingOn = !(found.name in adapters) &&
      Object.keys(handingOn).some((start) => found.name.startsWith(start)) && !isRunAnyway(found);
    if (isHandingOn) continue;
    const calls = callsOf(found, await load(found));
    if (calls.length === 0) unknown.push(found.name);
    for (const call of calls) {
      for (const part of hostileParts) {
        const growth = leastGrowth(call, part, readsYaml.test(found.name) ? yamlLengths : lengths);
        if (growth > mostGrowth) {
          slow.push(`${found.name} of ${JSON.stringify(part)}: × ${growth.toFixed(1)}`);
        }
      }
    }
  }
  assertEquals(unknown, [], "neither run nor named with a reason: add an adapter");
  assertEquals(slow, []);
});

/** What can be run with texts alone is run, unless it touches files. */
function isRunAnyway({ path, parameters }: TextFunction): boolean {
  return !/^lib\/(engine\/store\/(files|processes|bars|strategy_store)|host|permissions|operations)/.test(
    path,
  ) &&
    parameters.every((parameter) => parameter.isOptional || kindOf(parameter) !== "other");
}

Deno.test("the measure finds a quadratic function, and lets a linear one pass", () => {
  const quadratic = (text: string) => text.replace(/"[^b]*b/g, "");
  assertEquals(growthOf(quadratic, '"') > mostGrowth, true);
  const linear = (text: string) =>
    parseBarText(new TextEncoder().encode(text.repeat(20)), { timeframe: "1d" });
  assertEquals(growthOf(linear, "2020-01-01,1,2,1,2\n") <= mostGrowth, true);
});
