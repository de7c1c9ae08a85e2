/** How many run at once, and what each is called when it fails. */
export interface RunAtOnceOptions<T> {
  atOnce: number;
  describe(item: T): string;
}

/** Runs something for each item, several at once, all to the end; then throws an error that tells every failure. */
export async function runAtOnce<T>(
  items: readonly T[],
  run: (item: T) => Promise<void>,
  { atOnce, describe }: RunAtOnceOptions<T>,
): Promise<void> {
  const waiting = items.values();
  const failures: string[] = [];
  const takeTurns = async () => {
    for (const item of waiting) {
      try {
        await run(item);
      } catch (error) {
        failures.push(`${describe(item)}: ${error instanceof Error ? error.message : error}`);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  if (failures.length > 0) throw new Error(`${failures.length} of ${items.length}:\n${failures.join("\n")}`);
}
