/** Servers nest the epochs a few levels deep; what is deeper is none of theirs. */
const deepest = 8;

/** The training loss of the newest epoch in an operation's `metrics`, in whichever nesting a server sends them. */
export function newestLoss(metrics: unknown, depth = 0): number | null {
  if (typeof metrics !== "object" || metrics === null || depth > deepest) return null;
  if ("train_loss" in metrics) return typeof metrics.train_loss === "number" ? metrics.train_loss : null;
  for (const part of Object.values(metrics).toReversed()) {
    const loss = newestLoss(part, depth + 1);
    if (loss !== null) return loss;
  }
  return null;
}
