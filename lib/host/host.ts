/**
 * What the program needs from the outside world. One real implementation (deno_host.ts), one for tests.
 * @module
 */

/** Text of stdout that could not be written, as on a full disk. The message is the system's reason. */
export class OutputError extends Error {
  override readonly name = "OutputError";
}

/** What cannot be read: stdin that was read before, what is no file, more than was expected. The message says which. */
export class InputError extends Error {
  override readonly name = "InputError";
}

/** How something is read. */
export interface ReadOptions {
  /** Most bytes. */
  limit: number;
}

/** Where text goes. */
export interface OutputStream {
  /** Whether a person reads it on a terminal. */
  readonly isTerminal: boolean;
  /**
   * Writes all of `text`, at once. A closed pipe or terminal is not an error: see {@linkcode OutputStream.isClosed}.
   * Anything else that goes wrong is an {@linkcode OutputError} for stdout, once, and nothing for stderr.
   */
  write(text: string): void;
  /** Whether the reader has gone (`| head`), or nothing can be written any more. */
  readonly isClosed: boolean;
}

/** Where text comes from. */
export interface InputStream {
  readonly isTerminal: boolean;
  /**
   * All of the text until the end of the stream. Rejects with {@linkcode InputError} the second time, and as soon as
   * there is more than expected.
   */
  readText(options: ReadOptions): Promise<string>;
  /** The bytes until the end of the stream, as they are. Rejects as {@linkcode InputStream.readText} does. */
  readBytes(options: ReadOptions): Promise<Uint8Array<ArrayBuffer>>;
  /** The next line without its end, cut where it is too long to be one that a person typed; null at the end. */
  readLine(): Promise<string | null>;
}

/** The signals a program can listen to. */
export type SignalName = "SIGINT" | "SIGTERM" | "SIGHUP";

/** What a wait takes. */
export interface WaitOptions {
  signal?: AbortSignal | undefined;
}

/** How to listen for HTTP requests. */
export interface ServeOptions {
  hostname: string;
  /** 0 picks a free port. */
  port: number;
}

/** A listening HTTP server. */
export interface HttpListener extends AsyncDisposable {
  readonly hostname: string;
  readonly port: number;
  /** Resolves when the server has stopped. */
  readonly finished: Promise<void>;
  /** Stops accepting, and aborts the signals of the requests that run; resolves when they have been answered. */
  shutdown(): Promise<void>;
}

/** Size of the terminal in characters. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Files, as far as commands need them. Paths are those of the operating system. */
export interface HostFiles {
  /**
   * The text of a file. Throws `Error` with `code: "ENOENT"` and the like, as the platform does, and
   * {@linkcode InputError} for a device, a pipe that nobody handed on, and a file that is longer than expected.
   */
  readText(path: string, options: ReadOptions): Promise<string>;
  /** The bytes of a file, as they are. Throws as {@linkcode HostFiles.readText} does. */
  readBytes(path: string, options: ReadOptions): Promise<Uint8Array<ArrayBuffer>>;
  /** The bytes of a file of any length, as they are read. Throws as {@linkcode HostFiles.readText} does, but for length. */
  openBytes(path: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /**
   * Writes the whole text or leaves the file as it was: the text is written beside it first. A pipe or a device is
   * written to. Folders of the path that are missing are made.
   */
  replaceText(path: string, text: string, options?: ReplaceOptions): Promise<void>;
  /** File names in a folder, sorted; empty where the folder does not exist. */
  list(path: string): Promise<string[]>;
  /** The files in a folder and in all folders below it, by their paths from there, sorted; null where it is no folder. */
  listBelow(path: string): Promise<string[] | null>;
  exists(path: string): Promise<boolean>;
  /**
   * Whether folders can be made in a folder, which is tried: one is made and removed at once. Null where Deno does not
   * permit it.
   */
  takesFolders(path: string): Promise<boolean | null>;
  /** What lies at a path, links followed; null where there is nothing. */
  stat(path: string): Promise<FileFacts | null>;
}

/** How a file is replaced. */
export interface ReplaceOptions {
  /** Nobody but its owner may read it then. Default: who may read it stays the same. */
  isPrivate?: boolean;
}

/** What the system knows of a file without reading it. */
export interface FileFacts {
  readonly kind: "file" | "folder" | "other";
  /** Bytes. */
  readonly size: number;
  /** The permission bits, such as 0o600; null where the system has none. */
  readonly mode: number | null;
}

/** Facts about the program and the machine. */
export interface HostFacts {
  readonly operatingSystem: string;
  readonly workingDirectory: string;
  readonly denoVersion: string;
  readonly v8Version: string;
  /** How the program came here: as source files, as one bundled file, or as an executable. */
  readonly build: "source" | "bundle" | "binary";
  /** The platform, such as "x86_64-unknown-linux-gnu". */
  readonly target: string;
  readonly cores: number;
}

/** The outside world. */
export interface Host {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly stdin: InputStream;
  readonly files: HostFiles;
  readonly facts: HostFacts;
  /** Sends one HTTP request. */
  fetch(request: Request): Promise<Response>;
  /** What Deno does not let this program do, of "net", "read", "write" and "env"; part of it counts as all. */
  missingPermissions(): Promise<string[]>;
  /** The value of an environment variable; undefined where it is not set, empty or not permitted. */
  env(name: string): string | undefined;
  /** Throws where Deno does not permit to read an environment variable. */
  requireVariable(name: string): void;
  /** The time in milliseconds since the epoch. */
  now(): number;
  /** Resolves after some milliseconds; rejects with the signal's reason when aborted. */
  delay(milliseconds: number, options?: WaitOptions): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
  /** Calls `listener` on each such signal until disposed. Unknown signals of a platform are never raised. */
  onSignal(signal: SignalName, listener: () => void): Disposable;
  /** Size of the terminal, or undefined where there is none. */
  terminalSize(): TerminalSize | undefined;
  /** Listens for HTTP requests. The signal of a request aborts when the listener shuts down. */
  serve(handler: (request: Request) => Promise<Response>, options: ServeOptions): Promise<HttpListener>;
}
