/** In what order a state is looked through for how far the operation was. */
const places = [["epoch", "epoch"], ["bar_index", "bar"], ["step", "step"]] as const;

/** How far an operation was at a checkpoint, in a word or two: "epoch 16", "bar 2000", or "saved". */
export function describeCheckpoint(state: Readonly<Record<string, unknown>> | null | undefined): string {
  for (const [key, word] of places) {
    const place = state?.[key];
    if (typeof place === "number") return `${word} ${place}`;
  }
  return "saved";
}
