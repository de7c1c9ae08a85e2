/** The training loss of the newest epoch in an operation's `metrics`, in whichever nesting a server sends them. */
export function newestLoss(metrics: unknown): number | null {
  if (Array.isArray(metrics)) {
    for (const part of metrics.toReversed()) {
      const loss = newestLoss(part);
      if (loss !== null) return loss;
    }
    return null;
  }
  if (typeof metrics !== "object" || metrics === null) return null;
  if ("train_loss" in metrics) return typeof metrics.train_loss === "number" ? metrics.train_loss : null;
  return newestLoss(Object.values(metrics));
}
