/** Recorded exchanges with a KTRDR server, and how an answer of the engine differs from theirs. */
import { assertEquals } from "@std/assert";
import type { Answer, TestEngine } from "./test_engine.ts";

/** One request and the answer that was recorded; lists in it are cut short. `{training}` stands for an id. */
export interface Exchange {
  readonly name?: string;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly status: number;
  readonly answer: unknown;
}

const folder = new URL("../../golden/exchanges/", import.meta.url);

export function readExchanges(name: string): Exchange[] {
  return JSON.parse(Deno.readTextFileSync(new URL(`${name}.json`, folder))).exchanges;
}

/** Sends a recorded request, with ids in place of their names, and asserts the recorded status. */
export async function repeat(
  engine: TestEngine,
  exchange: Exchange,
  ids: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name) => ids[name] ?? whole);
  const { method, path, body } = exchange;
  const init = body === undefined ? {} : { body: fill(JSON.stringify(body)) };
  const answer = await engine.send(method, fill(path), init);
  assertEquals(answer.status, exchange.status, `${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer;
}

/**
 * How the shape of an answer differs from a recorded one, a path each: `+` a key more, `-` a key less, `?` null where
 * there was a value, `!` another type. A recorded null says nothing of the type. Lists are compared place by place.
 */
export function shapeDifferences(actual: unknown, recorded: unknown): string[] {
  return [...differences(actual, recorded, "")].sort();
}

function* differences(actual: unknown, recorded: unknown, path: string): Generator<string> {
  if (recorded === null) return;
  if (actual === null) yield `?${path}`;
  else if (kindOf(actual) !== kindOf(recorded)) yield `!${path}`;
  else if (Array.isArray(recorded) && Array.isArray(actual)) {
    for (const [index, one] of recorded.slice(0, actual.length).entries()) {
      yield* differences(actual[index], one, `${path}[${index}]`);
    }
  } else if (isObject(recorded) && isObject(actual)) yield* keyDifferences(actual, recorded, path);
}

type JsonObject = Record<string, unknown>;

function* keyDifferences(actual: JsonObject, recorded: JsonObject, path: string): Generator<string> {
  for (const key of new Set([...Object.keys(actual), ...Object.keys(recorded)])) {
    const here = path === "" ? key : `${path}.${key}`;
    if (!(key in recorded)) yield `+${here}`;
    else if (!(key in actual)) yield `-${here}`;
    else yield* differences(actual[key], recorded[key], here);
  }
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "list" : typeof value;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
