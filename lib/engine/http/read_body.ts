/**
 * Request bodies: read with a limit.
 * @module
 */
import { longestUpload } from "../../contract/data.ts";
import { decodeBody, parseBody, type ParseBodyOptions } from "../services/parse_body.ts";
import { detailError, type ServiceError } from "../services/service_error.ts";

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

/** Most bytes of a body, by what is in it. */
export const bodyLimits = {
  json: mebibyte,
  strategy: 256 * kibibyte,
  bars: longestUpload,
  model: 64 * mebibyte,
} as const;

/** The body as text. Throws as {@linkcode readBinary} does, and a 400 when it is not UTF-8. */
export async function readText(request: Request, limit: number): Promise<string> {
  return decodeBody(await readBinary(request, limit));
}

/**
 * The body as it is, without a copy where it comes all together. Throws a 413 when it is longer than `limit` bytes: before
 * reading it where it says so itself, else as soon as it turns out. Throws a 503 when the server stops meanwhile.
 */
export async function readBinary(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (request.body === null) return new Uint8Array();
  if (Number(request.headers.get("content-length")) > limit) throw tooLong(limit);
  return await readBytes(request.body, limit).catch((error) => {
    throw request.signal.aborted ? detailError(503, "The server is stopping") : error;
  });
}

async function readBytes(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limit) throw tooLong(limit);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : join(chunks, length);
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function tooLong(limit: number): ServiceError {
  const unit = limit >= mebibyte ? `${limit / mebibyte} MiB` : `${limit / kibibyte} KiB`;
  return detailError(413, `The body is too long, expected at most ${unit}`);
}

/** How a JSON body is read. */
interface ReadBodyOptions<Output> extends ParseBodyOptions<Output> {
  /** Most bytes. Default: those of {@linkcode bodyLimits} for JSON. */
  readonly limit?: number;
}

/** The JSON body, parsed. Throws a 422 with the API's list of fields. */
export async function readBody<Output>(
  request: Request,
  { limit = bodyLimits.json, ...options }: ReadBodyOptions<Output>,
): Promise<Output> {
  return parseBody(await readText(request, limit), options);
}
