/** What a packed text begins with; behind it stands the text, compressed by gzip, in base64. */
export const packedMark = "gzip in base64:";

/**
 * A text that was compiled into the program: as it is, or as the bundle has it, which is packed, since a long file takes
 * every command longer to start.
 */
export async function unpackText(text: string): Promise<string> {
  if (!text.startsWith(packedMark)) return text;
  const packed = new Blob([Uint8Array.fromBase64(text.slice(packedMark.length))]);
  return await new Response(packed.stream().pipeThrough(new DecompressionStream("gzip"))).text();
}
