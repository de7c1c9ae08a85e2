import type { Host } from "../../lib/host/host.ts";
import type { Candidate } from "./find_completion.ts";

/** Milliseconds for which an answer is taken without asking again. */
const freshFor = 5_000;
/** Milliseconds for which an answer is better than none. */
const usefulFor = 600_000;

/** Bytes of more answers than are kept: what is longer is no such file. */
const longestText = 4 * 1024 * 1024;

/** What was answered some time ago. */
export interface Remembered {
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
