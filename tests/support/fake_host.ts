/**
 * The outside world of a test: captured text, files in memory, a network of functions and a clock of its own.
 * @module
 */
import {
  type Host,
  type HostFacts,
  type HostFiles,
  InputError,
  type InputStream,
  type OutputStream,
  type ReadOptions,
  type SignalName,
} from "../../lib/host/host.ts";
import { whyTooLong } from "../../lib/unreadable.ts";
import { createFakeNetwork } from "./fake_network.ts";
import { VirtualClock } from "./virtual_clock.ts";

/** What the world of a test is like. */
export interface FakeHostOptions {
  /** Environment variables. */
  env?: Record<string, string>;
  /** Text of files by path. */
  files?: Record<string, string>;
  /** Files that are no text, by path. */
  fileBytes?: Record<string, Uint8Array<ArrayBuffer>>;
  /** Whether stdin, stdout and stderr are a terminal. Default: false. */
  isTerminal?: boolean;
  /** Default: what `isTerminal` says. */
  isStdoutTerminal?: boolean;
  /** Width of the terminal. Default: 80 on a terminal, else no size. */
  columns?: number;
  /** Height of the terminal. Default: 24. */
  rows?: number;
  /** What is read from stdin. */
  stdin?: string;
  /** Answers every request that goes to no listener of this host. Default: connection refused. */
  fetch?: (request: Request) => Promise<Response> | Response;
  /**
   * "virtual": waits are over as soon as nothing else can go on and no request is under way. "manual": only
   * `advance()` moves the clock. "real": the clock of the machine. Default: "virtual".
   */
  time?: "virtual" | "manual" | "real";
  /** Start of a clock that is not real. Default: 2026-01-01 00:00 UTC. */
  now?: number;
  /** Default: always 0.5. */
  random?: () => number;
  workingDirectory?: string;
  /** Permission bits of files that others may read otherwise. Default: 0o644. */
  fileModes?: Record<string, number>;
  /** What Deno forbids. Default: nothing. */
  missingPermissions?: string[];
}

/** A stream that keeps what was written. */
export class FakeOutputStream implements OutputStream {
  readonly isTerminal: boolean;
  /** Everything written before the reader went. */
  text = "";
  isClosed = false;

  constructor(isTerminal: boolean) {
    this.isTerminal = isTerminal;
  }

  write(text: string): void {
    if (!this.isClosed) this.text += text;
  }

  /** The reader goes. */
  close(): void {
    this.isClosed = true;
  }
}

/** A host that a test can look into. */
export interface FakeHost extends Host {
  readonly stdout: FakeOutputStream;
  readonly stderr: FakeOutputStream;
  /** The files, as they are now. */
  readonly fileTexts: Map<string, string>;
  /** Every request that was sent, in order. */
  readonly requests: Request[];
  /** Sends a signal; returns how many listeners heard it. */
  raise(signal: SignalName): number;
  /** How many listeners there are for a signal, or for all. */
  countListeners(signal?: SignalName): number;
  /** Moves a clock that is not real. */
  advance(milliseconds: number): Promise<void>;
  /** Changes the size of the terminal. */
  resize(columns: number, rows?: number): void;
}

/** Makes a {@linkcode FakeHost}. */
export function createFakeHost(options: FakeHostOptions = {}): FakeHost {
  const isTerminal = options.isTerminal ?? false;
  const network = createFakeNetwork(options.fetch);
  const signals = createSignals();
  const fileTexts = new Map(Object.entries(options.files ?? {}));
  const clock = createClock(options);
  let size = isTerminal || options.columns !== undefined
    ? { columns: options.columns ?? 80, rows: options.rows ?? 24 }
    : undefined;
  return {
    stdout: new FakeOutputStream(options.isStdoutTerminal ?? isTerminal),
    stderr: new FakeOutputStream(isTerminal),
    stdin: createInput(options.stdin ?? "", isTerminal),
    files: createFiles(fileTexts, options),
    facts: createFacts(options),
    fileTexts,
    requests: network.requests,
    fetch: (request) => clock.hold(() => network.fetch(request)),
    missingPermissions: () => Promise.resolve(options.missingPermissions ?? []),
    env: (name) => options.env?.[name] || undefined,
    requireVariable: (name) => {
      if (!options.missingPermissions?.includes("env")) return;
      throw new Deno.errors.NotCapable(
        `Requires env access to "${name}", run again with the --allow-env flag`,
      );
    },
    now: clock.now,
    delay: clock.delay,
    advance: clock.advance,
    random: options.random ?? (() => 0.5),
    onSignal: signals.onSignal,
    raise: signals.raise,
    countListeners: signals.countListeners,
    terminalSize: () => size,
    resize: (columns, rows = 24) => {
      size = { columns, rows };
    },
    serve: network.serve,
  };
}

function createInput(text: string, isTerminal: boolean): InputStream {
  let rest = text;
  let isReadUp = false;
  const take = (length: number) => {
    const taken = rest.slice(0, length);
    rest = rest.slice(length);
    return Promise.resolve(taken);
  };
  const readText = async ({ limit }: ReadOptions) => {
    if (isReadUp) {
      throw new InputError("it is named twice, and can be read only once, expected '-' in one place");
    }
    isReadUp = true;
    requireShort(rest, limit);
    return await take(rest.length);
  };
  return {
    isTerminal,
    readText,
    readBytes: async (options) => new TextEncoder().encode(await readText(options)),
    readLine: async () => {
      if (rest === "") return null;
      const end = rest.indexOf("\n");
      return (await take(end < 0 ? rest.length : end + 1)).replace(/\n$/, "");
    },
  };
}

function requireShort(text: string, limit: number): string {
  if (new TextEncoder().encode(text).length <= limit) return text;
  throw new InputError(whyTooLong(limit));
}

function createFacts(options: FakeHostOptions): HostFacts {
  return {
    operatingSystem: "linux",
    workingDirectory: options.workingDirectory ?? "/project",
    denoVersion: "2.9.6",
    v8Version: "14.0",
    build: "source",
    target: "x86_64-unknown-linux-gnu",
    cores: 2,
  };
}

function createFiles(
  texts: Map<string, string>,
  { fileModes = {}, fileBytes = {} }: Pick<FakeHostOptions, "fileModes" | "fileBytes">,
): HostFiles {
  const modes = new Map(Object.entries(fileModes));
  // They are there by name, too.
  for (const path of Object.keys(fileBytes)) texts.set(path, "");
  return {
    // deno-lint-ignore require-await -- it throws as a promise
    async readText(path, { limit }) {
      const text = texts.get(path);
      if (text !== undefined) return requireShort(text, limit);
      const error = new Error(`No such file or directory (os error 2): readfile '${path}'`);
      throw Object.assign(error, { code: "ENOENT" });
    },
    async readBytes(path, options) {
      return fileBytes[path] ?? new TextEncoder().encode(await this.readText(path, options));
    },
    openBytes: (path) => Promise.resolve(new Blob([fileBytes[path] ?? texts.get(path) ?? ""]).stream()),
    replaceText(path, text, { isPrivate } = {}) {
      if (isPrivate) modes.set(path, 0o600);
      texts.set(path, text);
      return Promise.resolve();
    },
    takesFolders: () => Promise.resolve(true),
    async stat(path) {
      const text = texts.get(path);
      const mode = modes.get(path) ?? 0o644;
      if (text !== undefined) return { kind: "file", size: new TextEncoder().encode(text).length, mode };
      return await this.exists(path) ? { kind: "folder", size: 0, mode: 0o755 } : null;
    },
    listBelow(path) {
      const folder = path.endsWith("/") ? path : `${path}/`;
      const names = [...texts.keys()].filter((name) => name.startsWith(folder))
        .map((name) => name.slice(folder.length));
      return Promise.resolve(names.length === 0 ? null : names.toSorted());
    },
    list(path) {
      const folder = path.endsWith("/") ? path : `${path}/`;
      const names = [...texts.keys()].filter((name) => name.startsWith(folder))
        .map((name) => name.slice(folder.length)).filter((name) => !name.includes("/"));
      return Promise.resolve(names.toSorted());
    },
    exists(path) {
      const isFolder = [...texts.keys()].some((name) =>
        name.startsWith(path.endsWith("/") ? path : `${path}/`)
      );
      return Promise.resolve(texts.has(path) || isFolder);
    },
  };
}

function createSignals(): Pick<FakeHost, "onSignal" | "raise" | "countListeners"> {
  const listeners: { signal: SignalName; listener: () => void }[] = [];
  return {
    onSignal(signal, listener) {
      const entry = { signal, listener };
      listeners.push(entry);
      return {
        [Symbol.dispose]() {
          const index = listeners.indexOf(entry);
          if (index >= 0) listeners.splice(index, 1);
        },
      };
    },
    raise(signal) {
      const heard = listeners.filter((entry) => entry.signal === signal);
      for (const { listener } of heard) listener();
      return heard.length;
    },
    countListeners(signal) {
      return listeners.filter((entry) => signal === undefined || entry.signal === signal).length;
    },
  };
}

interface Clock {
  now(): number;
  delay(milliseconds: number, options?: { signal?: AbortSignal | undefined }): Promise<void>;
  advance(milliseconds: number): Promise<void>;
  hold<T>(work: () => Promise<T>): Promise<T>;
}

function createClock(options: FakeHostOptions): Clock {
  const time = options.time ?? "virtual";
  if (time === "real") return createRealClock();
  const clock = new VirtualClock({
    now: options.now ?? Date.UTC(2026, 0, 1),
    mode: time === "virtual" ? "auto" : "manual",
  });
  return {
    now: () => clock.now(),
    delay: (milliseconds, wait) => clock.delay(milliseconds, wait),
    advance: (milliseconds) => clock.advance(milliseconds),
    hold: (work) => clock.hold(work),
  };
}

function createRealClock(): Clock {
  return {
    now: () => Date.now(),
    delay: (milliseconds, { signal } = {}) => {
      if (signal?.aborted) return Promise.reject(signal.reason);
      return new Promise((resolve, reject) => {
        const onAbort = () => {
          clearTimeout(timer);
          reject(signal?.reason);
        };
        const timer = setTimeout(() => {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        }, milliseconds);
        signal?.addEventListener("abort", onAbort, { once: true });
      });
    },
    advance: () => Promise.reject(new Error("A real clock cannot be moved")),
    hold: (work) => work(),
  };
}
