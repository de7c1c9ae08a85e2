import type { IncomingMessage } from "node:http";

/** What a request lacks by itself. */
interface MakeRequestOptions {
  /** Host and port that count where the request names none. */
  address: string;
  /** Ends the body, and what is done for the request. */
  signal: AbortSignal;
  /** Called when somebody begins to read the body. */
  onRead: () => void;
}

/** The request as the platform has it; null for one that cannot be made: the method or the address is none. */
export function makeRequest(message: IncomingMessage, options: MakeRequestOptions): Request | null {
  const { method = "GET" } = message;
  const { signal } = options;
  const body = method === "GET" || method === "HEAD" ? null : readOnDemand(message, options);
  const headers = headersOf(message);
  const host = headers.get("host") ?? options.address;
  try {
    return new Request(urlOf(message, host), { method, headers, body, signal });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function urlOf({ url = "/" }: IncomingMessage, host: string): string {
  if (/^https?:\/\//i.test(url)) return url;
  return `http://${host}${url.startsWith("/") ? "" : "/"}${url}`;
}

/** All of them, a header that comes twice too: who reads them decides what that means. */
function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index], rawHeaders[index + 1]);
  }
  return headers;
}

/** The body, of which nothing is read before somebody asks. What breaks off is an error, and no end. */
function readOnDemand(
  message: IncomingMessage,
  { signal, onRead }: MakeRequestOptions,
): ReadableStream<Uint8Array> {
  let chunks: AsyncIterator<Uint8Array> | undefined;
  return new ReadableStream({
    async pull(controller) {
      if (chunks === undefined) onRead();
      chunks ??= message.iterator({ destroyOnReturn: false });
      const { done, value } = await untilAborted(chunks.next(), signal);
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => void chunks?.return?.(),
  }, { highWaterMark: 0 });
}

/** What the promise gives; rejects with the signal's reason when that comes first. */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  promise.catch(() => {});
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
