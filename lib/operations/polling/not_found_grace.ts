import type { ApiClient } from "../../client/api_client.ts";
import { ApiError } from "../../errors.ts";
import { Deadline } from "../deadline.ts";

/** For how long a server may not know an operation that it has just started. Milliseconds. */
const serverGrace = 10_000;
/** A proxy answers 404 as long as the server behind it restarts. Milliseconds. */
const proxyGrace = 90_000;

/** Whether an error is a 404. */
export function isNotFound(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 404;
}

/** Tells how long an operation that must exist may be missing before that is believed. */
export class NotFoundGrace implements Disposable {
  readonly #client: ApiClient;
  /** What is left of the grace for a server, and for a proxy, once the operation is missing. */
  #deadlines: { server: Deadline; proxy: Deadline } | undefined;
  #isServersWord = false;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /** Whether the operation has been missing for so short a time that nothing is wrong with that after a start. */
  get isShort(): boolean {
    return this.#deadlines !== undefined && !this.#deadlines.server.ended.aborted;
  }

  /** Whether the operation has been missing for too long. Every 404 in a row is told here. */
  isBelieved(error: ApiError): boolean {
    const isServersWord = /operation not found/i.test(error.message);
    if (isServersWord !== this.#isServersWord) this.end();
    this.#isServersWord = isServersWord;
    this.#deadlines ??= {
      server: new Deadline(this.#client, { begins: "now", milliseconds: serverGrace }),
      proxy: new Deadline(this.#client, { begins: "now", milliseconds: proxyGrace }),
    };
    return (isServersWord ? this.#deadlines.server : this.#deadlines.proxy).ended.aborted;
  }

  /** Anything but a 404 came. */
  end(): void {
    this.#deadlines?.server[Symbol.dispose]();
    this.#deadlines?.proxy[Symbol.dispose]();
    this.#deadlines = undefined;
  }

  [Symbol.dispose](): void {
    this.end();
  }
}
