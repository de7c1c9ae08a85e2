import type { ApiClient } from "../client/api_client.ts";
import { ApiError } from "../errors.ts";
import { Patience } from "./patience.ts";

/** For how long a server may not know an operation that it has just started. Milliseconds. */
const serverPatience = 10_000;
/** A proxy answers 404 as long as the server behind it restarts. Milliseconds. */
const proxyPatience = 90_000;

/** Whether an error is a 404. */
export function isNotFound(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 404;
}

/** Tells how long an operation that must exist may be missing before that is believed. */
export class Absence implements Disposable {
  readonly #client: ApiClient;
  /** What is left of the patience with a server, and with a proxy, once the operation is missing. */
  #patience: { server: Patience; proxy: Patience } | undefined;
  #isServersWord = false;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /** Whether the operation has been missing for so short a time that nothing is wrong with that after a start. */
  get isShort(): boolean {
    return this.#patience !== undefined && !this.#patience.server.ended.aborted;
  }

  /** Whether the operation has been missing for too long. Every 404 in a row is told here. */
  isBelieved(error: ApiError): boolean {
    const isServersWord = /operation not found/i.test(error.message);
    if (isServersWord !== this.#isServersWord) this.end();
    this.#isServersWord = isServersWord;
    this.#patience ??= {
      server: new Patience(this.#client, { begins: "now", milliseconds: serverPatience }),
      proxy: new Patience(this.#client, { begins: "now", milliseconds: proxyPatience }),
    };
    return (isServersWord ? this.#patience.server : this.#patience.proxy).ended.aborted;
  }

  /** Anything but a 404 came. */
  end(): void {
    this.#patience?.server[Symbol.dispose]();
    this.#patience?.proxy[Symbol.dispose]();
    this.#patience = undefined;
  }

  [Symbol.dispose](): void {
    this.end();
  }
}
