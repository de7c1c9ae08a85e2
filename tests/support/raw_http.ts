/**
 * HTTP as a text on a socket, for what no client would send.
 * @module
 */

/** An answer as it came. */
export interface RawAnswer {
  status: number;
  /** Names in lower case. */
  headers: Map<string, string>;
  body: string;
}

/** Sends a request (its lines, without the end of the head) and reads the answer. */
export async function sendRaw(port: number, lines: readonly string[], body = ""): Promise<RawAnswer> {
  const socket = await Deno.connect({ hostname: "127.0.0.1", port });
  const writer = socket.writable.getWriter();
  await writer.write(new TextEncoder().encode([...lines, "", body].join("\r\n")));
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of socket.readable.values()) {
    chunks.push(chunk);
    // A server may wait for the rest of a request that it has answered.
    if (isComplete(new Uint8Array(await new Blob(chunks).arrayBuffer()))) break;
  }
  await writer.close().catch(() => {});
  return parseAnswer(await new Blob(chunks).text());
}

/** Sends the head of a request and then chunks of a body without end, until there is an answer; counts the bytes. */
export async function sendEndlessBody(port: number, lines: readonly string[]) {
  const socket = await Deno.connect({ hostname: "127.0.0.1", port });
  const encoder = new TextEncoder();
  const chunk = encoder.encode(`10000\r\n${" ".repeat(0x10000)}\r\n`);
  const reader = socket.readable.getReader();
  const writer = socket.writable.getWriter();
  await writer.write(encoder.encode([...lines, "Transfer-Encoding: chunked", "", ""].join("\r\n")));
  let isAnswered = false;
  const answer = reader.read().finally(() => isAnswered = true);
  let sent = 0;
  for (; !isAnswered; sent += chunk.length) await writer.write(chunk);
  const text = new TextDecoder().decode((await answer).value);
  await reader.cancel();
  await writer.abort().catch(() => {});
  return { ...parseAnswer(text), sent };
}

function isComplete(bytes: Uint8Array): boolean {
  // A character a byte: the length of a body is that of its bytes.
  const text = new TextDecoder("latin1").decode(bytes);
  const { headers, body } = parseAnswer(text);
  return text.includes("\r\n\r\n") && body.length >= Number(headers.get("content-length") ?? 0);
}

function parseAnswer(text: string): RawAnswer {
  const [head, ...rest] = text.split("\r\n\r\n");
  const [start, ...fields] = head.split("\r\n");
  const headers = fields.map((field): [string, string] => {
    const colon = field.indexOf(":");
    return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
  });
  return { status: Number(start.split(" ")[1]), headers: new Map(headers), body: rest.join("\r\n\r\n") };
}
