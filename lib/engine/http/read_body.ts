/**
 * Request bodies: read with a limit.
 * @module
 */
import { longestText } from "../../contract/data.ts";
import { decodeBody, parseBody, type ParseBodyOptions } from "../services/parse_body.ts";
import { detailError, type ServiceError } from "../services/service_error.ts";
import { type Bytes, joinUpload, startUpload, type UploadBody } from "../services/uploads/upload_body.ts";

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;
const gibibyte = 1024 * mebibyte;

/** Most bytes of a body, by what is in it. */
export const bodyLimits = {
  json: mebibyte,
  strategy: 64 * kibibyte,
  bars: longestText,
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
async function readBinary(request: Request, limit: number): Promise<Bytes> {
  return await joinUpload(walkBody(request, limit));
}

/** The body of an upload: what is long comes when it is asked for. Throws as {@linkcode readBinary} does. */
export function readUpload(request: Request, limit: number): Promise<UploadBody> {
  return startUpload(walkBody(request, limit));
}

/** The parts of the body, as they come. Throws as {@linkcode readBinary} does. */
async function* walkBody(request: Request, limit: number): AsyncGenerator<Bytes> {
  if (request.body === null) return;
  if (Number(request.headers.get("content-length")) > limit) throw tooLong(limit);
  let length = 0;
  try {
    for await (const chunk of request.body) {
      length += chunk.length;
      if (length > limit) throw tooLong(limit);
      yield chunk;
    }
  } catch (error) {
    throw request.signal.aborted ? detailError(503, "The server is stopping") : error;
  }
}

function tooLong(limit: number): ServiceError {
  const unit = limit >= gibibyte
    ? `${limit / gibibyte} GiB`
    : limit >= mebibyte
    ? `${limit / mebibyte} MiB`
    : `${limit / kibibyte} KiB`;
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
