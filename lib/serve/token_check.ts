/**
 * The bearer token that a server demands.
 * @module
 */
import { UsageError } from "../errors.ts";

/** Where a token came from, for errors: a variable or a file. */
interface TokenSource {
  readonly origin: string;
}

/**
 * The token in the text of a file or a variable, without the white space around it. Throws `UsageError`, which names the
 * source but never the text, where there is none or none that a header can carry: who wants a token must not be served
 * without.
 */
export function parseServerToken(text: string, { origin }: TokenSource): string {
  const token = text.trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new UsageError(`${origin} holds no token`, {
    hint: "Expected one line of letters, digits and punctuation, such as 'openssl rand -hex 32' prints",
  });
}

/**
 * Tells whether an `Authorization` header carries the token. Takes as long for a token that is nearly right as for one
 * that is not: only digests are compared, and those to the end.
 */
export function createTokenCheck(token: string): (authorization: string | null) => Promise<boolean> {
  return async (authorization) => {
    const given = /^bearer +(\S+)$/i.exec(authorization?.trim() ?? "")?.[1];
    if (given === undefined) return false;
    const [left, right] = await Promise.all([digest(given), digest(token)]);
    let difference = 0;
    for (let i = 0; i < left.length; i++) difference |= left[i] ^ right[i];
    return difference === 0;
  };
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}
