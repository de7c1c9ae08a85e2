/**
 * What was listed for the prompt a moment ago, and is known without asking anybody.
 * @module
 */
import type { Host } from "../../lib/host/host.ts";
import type { Candidate, LiveKind } from "./find_completion.ts";
import { join } from "@std/path";
import { homeFolder } from "../../lib/config/home_folder.ts";
import type { GlobalOptions } from "../program/global_options.ts";
import { operationTypes } from "../../lib/contract/words/operation_words.ts";
import { timeframeNames } from "../../lib/contract/words/timeframe.ts";

/** What was listed for the same question a moment ago; undefined where nothing was. Never rejects. */
export async function recallValues(host: Host, question: Question): Promise<Candidate[] | undefined> {
  try {
    const remembered = await new LiveCache(host, cachePathOf(host)).read(
      await digestQuestion(host, question),
    );
    return remembered?.isFresh ? withWordsFor(question.kind, remembered.candidates) : undefined;
  } catch {
    return undefined; // whoever asks will find out why
  }
}

/** What is asked of a server or the engine, and what was typed that says which. */
export interface Question {
  kind: LiveKind;
  options: GlobalOptions;
}

/** Besides the options, what settles who is asked. */
const variables = ["KTRDR_API_URL", "KTRDR_API_CLIENT_BASE_URL", "KTRDR_PROFILE", "KTRDR_CONFIG"] as const;

/**
 * What a question is remembered by: the same for the same words in the same surroundings, so that an answer of a moment
 * ago is found without a look at any configuration. A digest, since an address may have a password in it.
 */
export async function digestQuestion(host: Host, { kind, options }: Question): Promise<string> {
  const { url, port, profile, tokenFile, embedded } = options;
  const folders = [host.facts.workingDirectory, cachePathOf(host)];
  const surroundings = [...folders, ...variables.map((variable) => host.env(variable))];
  const text = JSON.stringify([kind, url, port, profile, tokenFile, embedded, ...surroundings]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(digest).toHex();
}

/** Where answers are kept, unless the configuration names another home. */
function cachePathOf({ facts: { operatingSystem }, env }: Host): string {
  return cachePathIn(homeFolder({ env, operatingSystem }));
}

/** Where answers are kept in a home. */
export function cachePathIn(home: string): string {
  return join(home, "completions.json");
}

/** Milliseconds for which an answer is taken without asking again. */
const freshFor = 5_000;
/** Milliseconds for which an answer is better than none. */
const usefulFor = 600_000;

/** Bytes of more answers than are kept: what is longer is no such file. */
const longestText = 4 * 1024 * 1024;

/** What was answered some time ago. */
interface Remembered {
  candidates: Candidate[];
  isFresh: boolean;
}

interface Entry {
  time: number;
  /** Value and description, a tab between. */
  lines: string[];
}

/** Answers from the last minutes, in a file that may go at any time. */
export class LiveCache {
  readonly #host: Host;
  readonly #path: string;
  #entries: Map<string, Entry> | undefined;

  constructor(host: Host, path: string) {
    this.#host = host;
    this.#path = path;
  }

  /** What was written last under a key; undefined where that is nothing, or too old. */
  async read(key: string): Promise<Remembered | undefined> {
    this.#entries ??= await this.#load();
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    const candidates = entry.lines.map((line) => {
      const [value, description = ""] = line.split("\t");
      return { value, description };
    });
    return { candidates, isFresh: this.#host.now() - entry.time < freshFor };
  }

  /** Remembers an answer under some keys. Where nothing can be written, it is forgotten. */
  async write(keys: readonly string[], candidates: readonly Candidate[]): Promise<void> {
    const entries = new Map(this.#entries ?? await this.#load());
    const lines = candidates.map(({ value, description }) => `${value}\t${description}`);
    for (const key of keys) entries.set(key, { time: this.#host.now(), lines });
    this.#entries = entries;
    const text = JSON.stringify(Object.fromEntries(entries));
    await this.#host.files.replaceText(this.#path, text, { isPrivate: true }).catch(() => {});
  }

  async #load(): Promise<Map<string, Entry>> {
    try {
      const data: unknown = JSON.parse(await this.#host.files.readText(this.#path, { limit: longestText }));
      const entries = Object.entries(typeof data === "object" && data !== null ? data : {}).filter(isEntry);
      const now = this.#host.now();
      return new Map(entries.filter(([, { time }]) => time <= now && now - time < usefulFor));
    } catch {
      return new Map(); // none yet, or none that can be read
    }
  }
}

function isEntry(entry: [string, unknown]): entry is [string, Entry] {
  const [, value] = entry;
  return typeof value === "object" && value !== null && "time" in value && "lines" in value &&
    typeof value.time === "number" && Array.isArray(value.lines) &&
    value.lines.every((line) => typeof line === "string");
}

/** What was listed of a kind, and after it what may be said of that kind always. */
export function withWordsFor(kind: LiveKind, listed: readonly Candidate[]): Candidate[] {
  const values = new Set(listed.map(({ value }) => value));
  return [...listed, ...wordsFor(kind).filter(({ value }) => !values.has(value))];
}

function wordsFor(kind: LiveKind): Candidate[] {
  if (kind === "timeframe") return timeframeNames.map((value) => ({ value, description: "" }));
  if (kind === "backtest") return [{ value: "@last", description: "The newest backtest" }];
  if (!kind.endsWith("operation")) return [];
  return [
    { value: "@last", description: "The newest operation" },
    ...operationTypes.map((type) => ({ value: `@last:${type}`, description: `The newest ${type}` })),
  ];
}
