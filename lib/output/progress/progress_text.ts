/**
 * The texts that every view of progress has in common.
 * @module
 */
import { formatDuration, formatNumber } from "../format.ts";
import type { ProgressOutcome, ProgressUpdate } from "./progress_view.ts";
import { countUnits, type ProgressSnapshot } from "./progress_state.ts";
import type { Style } from "../style.ts";
import { sanitizeText, singular, withUnit } from "../text.ts";

/** "40%", or "–%" where the percentage is unknown. Never rounded up: 100% means done. */
export function percentText(percentage: number): string {
  return Number.isFinite(percentage) ? `${Math.floor(percentage)}%` : "–%";
}

/** The current step; "24/60 epochs" is put before it where it does not say so itself. */
export function stepText(update: ProgressUpdate): string {
  const { message, stepsCompleted, stepsTotal, unit } = update;
  if (stepsTotal <= 0 || message.includes(`/${stepsTotal}`)) return message;
  const count = `${stepsCompleted}/${stepsTotal}${unit === undefined ? "" : ` ${unit}`}`;
  return message === "" ? count : `${count} · ${message}`;
}

/** "loss 0.8421". */
export function lossText(loss: number): string {
  const isSmall = Math.abs(loss) < 0.001 && loss !== 0;
  return `loss ${isSmall ? loss.toExponential(2) : formatNumber(loss, 4)}`;
}

/** "8.1 epochs/s"; slower than one in two seconds as "20 s/epoch". `rate` is per second. */
export function rateText(rate: number, unit: string): string | undefined {
  if (!(rate > 0)) return undefined;
  if (rate < 0.5) return `${formatDuration(1000 / rate)}/${singular(unit)}`;
  return `${formatNumber(rate, rate < 100 ? 1 : 0)} ${unit}/s`;
}

/** Time as whole seconds: what is redrawn several times a second should not flicker. */
export function clockText(milliseconds: number): string {
  return formatDuration(Math.floor(milliseconds / 1000) * 1000);
}

/** What {@linkcode outcomeLine} tells. */
interface OutcomeOptions {
  outcome: ProgressOutcome;
  text: string | undefined;
  style: Style;
}

/** The one line that stays: "✓ Training rsi_spx completed in 12 s (60 epochs)". */
export function outcomeLine(snapshot: ProgressSnapshot, options: OutcomeOptions): string {
  const { outcome, style } = options;
  const label = style.bold(snapshot.label);
  const time = formatDuration(snapshot.elapsed);
  const text = sanitizeText(options.text ?? "");
  const reason = text === "" ? "" : `: ${text}`;
  switch (outcome) {
    case "completed": {
      const extent = text === "" ? extentText(snapshot.update) : text;
      return `${style.green("✓")} ${label} completed in ${time}${extent === "" ? "" : ` (${extent})`}`;
    }
    case "failed":
      return `${style.red("✗")} ${label} failed after ${time}${reason}`;
    case "cancelled":
      return `${style.yellow("■")} ${label} cancelled after ${time}${reason}`;
    case "detached":
      return `${style.cyan("→")} ${label} still running after ${time}${reason}`;
    case "unfollowed":
      return `${style.cyan("→")} ${label} no longer followed after ${time}${reason}`;
  }
}

/** "60 epochs", if the last update was that of the end. */
function extentText(update: ProgressUpdate | undefined): string {
  if (update?.unit === undefined || update.percentage < 100) return "";
  const count = countUnits(update);
  return count > 0 ? withUnit(count, update.unit) : "";
}
