import { UsageError } from "../errors.ts";

/** Values of a query; undefined and null ones are left out. */
export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** An address, without what must not be shown. */
export interface RequestUrl {
  /** To send to. Without user and password. */
  url: string;
  /** To show: without query. */
  shown: string;
  /** The `Authorization` that user and password in the base URL stand for. */
  authorization: string | undefined;
}

/** The address of `path` (which starts with a slash) below a base URL. The query of the base URL is kept. */
export function requestUrl(baseUrl: string, target: { path: string; query?: Query | undefined }): RequestUrl {
  const url = parseBaseUrl(baseUrl);
  const authorization = basicAuthorization(url);
  url.username = "";
  url.password = "";
  url.pathname = url.pathname.replace(/\/+$/, "") + target.path;
  const shown = `${url.origin}${url.pathname}`;
  for (const [name, value] of Object.entries(target.query ?? {})) {
    if (value !== undefined && value !== null) url.searchParams.append(name, String(value));
  }
  return { url: url.href, shown, authorization };
}

/** A base URL as it may be shown: without user, password and query. */
export function shownBaseUrl(baseUrl: string): string {
  const url = parseBaseUrl(baseUrl);
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

function parseBaseUrl(baseUrl: string): URL {
  const url = URL.parse(baseUrl);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`Base URL "${baseUrl.replace(/^.*@/s, "***@")}" is not an http or https address`);
  }
  return url;
}

function basicAuthorization(url: URL): string | undefined {
  if (url.username === "" && url.password === "") return undefined;
  const credentials = `${decode(url.username)}:${decode(url.password)}`;
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(credentials)))}`;
}

/** Text without its percent-encoding; as it is where that is broken. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
