/**
 * How an upload gets to the thread that reads it: in parts, which the thread asks for one by one, so that neither has
 * more of them than it can deal with. The bytes are handed over, not copied.
 * @module
 */
import { deadline } from "@std/async/deadline";
import { detailError } from "../service_error.ts";
import type { Bytes, UploadBody } from "./upload_body.ts";

/** Milliseconds that a client may take for the next part, since others wait for its upload to end. */
const longestStall = 15_000;
/** Bytes that are handed over at once, where they are there. */
const batchSize = 1024 * 1024;

/** From the thread. */
const more = "more";

/** To the thread: the next parts; null after the last one. */
type Batch = readonly Bytes[] | null;

/** An upload on its way to a thread. */
interface UploadFeed extends Disposable {
  /** For the thread; it is transferred. */
  readonly port: MessagePort;
  /** Is aborted, with the reason, when the upload cannot go on. */
  readonly failed: AbortSignal;
}

/** Hands an upload over, as the thread asks for it. */
export function feedUpload({ start, rest }: UploadBody): UploadFeed {
  const { port1, port2 } = new MessageChannel();
  const failing = new AbortController();
  const first = start.slice();
  const send = async () => {
    const batch = first.length > 0 ? first.splice(0) : await nextBatch(rest);
    port1.postMessage(batch, batch === null ? [] : batch.map(({ buffer }) => buffer));
  };
  port1.onmessage = () => void send().catch((error) => failing.abort(error));
  return { port: port2, failed: failing.signal, [Symbol.dispose]: () => port1.close() };
}

async function nextBatch(rest: UploadBody["rest"]): Promise<Batch> {
  if (rest === null) return null;
  const parts: Bytes[] = [];
  for (let length = 0; length < batchSize;) {
    const { done, value } = await nextPart(rest);
    if (done === true) break;
    parts.push(value);
    length += value.length;
  }
  return parts.length === 0 ? null : parts;
}

async function nextPart(parts: AsyncIterator<Bytes>): Promise<IteratorResult<Bytes>> {
  try {
    return await deadline(parts.next(), longestStall);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "TimeoutError")) throw error;
    throw detailError(408, `No more of the upload came for ${longestStall / 1000} s`);
  }
}

/** The parts of an upload, in the thread that reads it. */
export async function* takeUpload(port: MessagePort): AsyncGenerator<Bytes> {
  while (true) {
    const { promise, resolve } = Promise.withResolvers<Batch>();
    port.onmessage = (event: MessageEvent<Batch>) => resolve(event.data);
    port.postMessage(more);
    const batch = await promise;
    if (batch === null) break;
    yield* batch;
  }
  port.close();
}
