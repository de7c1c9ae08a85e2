import { abortable } from "@std/async/abortable";
import { ContractError } from "../errors.ts";

/** How a body is read. */
interface ReadTextOptions {
  signal: AbortSignal;
  /** The most bytes to read. */
  limit: number;
  /** What is done with a body beyond the limit: refuse it, or leave the rest unread. */
  beyond: "refuse" | "leave";
  /** What was asked for, for the error: method and address. */
  request: string;
}

/** What is read in one piece, where its size is known. Bytes. */
const shortBody = 2 ** 20;

/**
 * The body of a response as text. Cancels the body when it is aborted or grows beyond the limit; rejects with the
 * signal's reason in the first case, with a {@linkcode ContractError} in the second if such a body is refused.
 */
export async function readText(response: Response, options: ReadTextOptions): Promise<string> {
  // A stream of one's own is something that Deno loads only for who asks for it.
  if (isShort(response, options)) return await abortable(response.text(), options.signal);
  if (response.body === null) return "";
  const { signal, limit, beyond, request } = options;
  const reader = response.body.getReader();
  const cancel = () => void reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener("abort", cancel, { once: true });
  try {
    if (signal.aborted) cancel();
    const decoder = new TextDecoder();
    let text = "";
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) return text + decoder.decode();
      size += value.byteLength;
      if (size > limit) {
        cancel();
        if (beyond === "leave") return text;
        throw new ContractError(`The answer to ${request} is larger than ${Math.floor(limit / 2 ** 20)} MiB`);
      }
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/** Whether nothing beyond the limit can come, since the server has told the size of the body and has not packed it. */
function isShort({ headers }: Response, { limit }: ReadTextOptions): boolean {
  const length = headers.get("content-length");
  return length !== null && Number(length) <= Math.min(limit, shortBody) && !headers.has("content-encoding");
}
