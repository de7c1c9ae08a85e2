/** How something is unpacked. */
interface InflateOptions {
  readonly format: "gzip" | "deflate-raw";
  /** Most bytes of what comes out. */
  readonly limit: number;
}

/**
 * The unpacked bytes. Throws a RangeError as soon as there are more than `limit`, and for what is cut off or broken.
 */
export async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  { format, limit }: InflateOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > limit) {
        throw new RangeError(
          `The file unpacks to more than ${Math.floor(limit / 1_048_576)} MiB, import it in parts`,
        );
      }
      chunks.push(value);
    }
  } catch (error) {
    await reader.cancel().catch(() => {});
    if (error instanceof RangeError) throw error;
    throw new RangeError("The file is cut off or damaged: it cannot be unpacked", { cause: error });
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
