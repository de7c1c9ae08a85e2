/**
 * What is known of a running operation, and what follows from it: speed, time left, silence.
 * @module
 */
import type { ProgressUpdate } from "./progress_view.ts";
import { GrowthRate } from "./progress_rate.ts";
import { sanitizeText } from "../text.ts";

/** How many losses the sparkline shows. */
const lossCount = 24;
/** A server that says nothing new for longer than this is called stale. */
const staleAfter = 10_000;
/** A time left is credible after this many milliseconds of measuring… */
const credibleAfter = 3000;
/** …and from this percentage on. */
const credibleFrom = 5;
/** How fast the shown time left follows a new estimate. */
const smoothingTime = 3000;

/** All that a view shows, at one moment. Times are in milliseconds. */
export interface ProgressSnapshot {
  readonly label: string;
  readonly hint: string;
  readonly notice: string;
  /** Since the start. */
  readonly elapsed: number;
  /** Undefined before the first update. */
  readonly update: ProgressUpdate | undefined;
  /** The time left, once it is credible. */
  readonly remaining: number | undefined;
  /** Units per second. */
  readonly rate: number | undefined;
  /** The newest losses, oldest first. */
  readonly losses: readonly number[];
  /** How long nothing has changed, where that is unusually long. */
  readonly stale: number | undefined;
}

/** Collects updates and derives a {@linkcode ProgressSnapshot}. All text is made harmless on its way in. */
export class ProgressState {
  #label = "";
  #hint = "";
  #notice = "";
  #startedAt = 0;
  #changedAt = 0;
  #update: ProgressUpdate | undefined;
  #losses: number[] = [];
  #percentageRate = new GrowthRate();
  #unitRate = new GrowthRate();
  #finishAt: number | undefined;
  #finishEstimatedAt = 0;

  /** Begins at the time `now`. */
  start(label: string, options: { hint: string; now: number }): void {
    this.#label = sanitizeText(label);
    this.#hint = sanitizeText(options.hint);
    this.#startedAt = options.now;
    this.#changedAt = options.now;
  }

  setHint(text: string): void {
    this.#hint = sanitizeText(text);
  }

  setNotice(text: string | null): void {
    this.#notice = sanitizeText(text ?? "");
  }

  /** Takes over what is new. */
  update(news: ProgressUpdate, now: number): void {
    const update = { ...news, message: sanitizeText(news.message), percentage: Math.max(0, news.percentage) };
    const previous = this.#update;
    this.#update = update;
    if (previous === undefined || hasChanged(previous, update)) this.#changedAt = now;
    if (isNewLoss(previous, update)) this.#losses = [...this.#losses, update.loss].slice(-lossCount);
    this.#unitRate.add({ time: now, value: countUnits(update) });
    if (Number.isNaN(update.percentage)) return;
    if (previous !== undefined && update.percentage < previous.percentage) this.#finishAt = undefined;
    this.#percentageRate.add({ time: now, value: update.percentage });
  }

  /** What there is to show at the time `now`. */
  snapshot(now: number): ProgressSnapshot {
    const silence = now - this.#changedAt;
    const rate = this.#unitRate.perMillisecond(now, 1000);
    const isStale = silence > staleAfter;
    return {
      label: this.#label,
      hint: this.#hint,
      notice: this.#notice,
      elapsed: now - this.#startedAt,
      update: this.#update,
      remaining: isStale ? undefined : this.#remaining(now),
      rate: rate === undefined || isStale ? undefined : rate * 1000,
      losses: this.#losses,
      stale: isStale ? silence : undefined,
    };
  }

  /** The moment of completion is estimated and then followed slowly, so that the time left runs down evenly. */
  #remaining(now: number): number | undefined {
    const percentage = this.#update?.percentage ?? 0;
    const estimate = this.#percentageRate.timeOf(100, { now, minimumTime: credibleAfter });
    if (estimate === undefined || !(percentage >= credibleFrom && percentage < 100)) return undefined;
    const weight = 1 - Math.exp(-(now - this.#finishEstimatedAt) / smoothingTime);
    this.#finishAt = this.#finishAt === undefined
      ? estimate
      : this.#finishAt + (estimate - this.#finishAt) * weight;
    this.#finishEstimatedAt = now;
    return Math.max(0, this.#finishAt - now);
  }
}

/** How many units are done: steps, or items where the operation has no steps. */
export function countUnits(update: ProgressUpdate): number {
  return update.stepsTotal > 0 ? update.stepsCompleted : update.itemsProcessed;
}

function hasChanged(previous: ProgressUpdate, update: ProgressUpdate): boolean {
  return !Object.is(previous.percentage, update.percentage) || previous.message !== update.message ||
    previous.stepsCompleted !== update.stepsCompleted || previous.itemsProcessed !== update.itemsProcessed;
}

/** The same loss told again in the same step is one value of the curve. */
function isNewLoss(
  previous: ProgressUpdate | undefined,
  update: ProgressUpdate,
): update is ProgressUpdate & { loss: number } {
  if (typeof update.loss !== "number" || !Number.isFinite(update.loss)) return false;
  return previous?.loss !== update.loss || previous.stepsCompleted !== update.stepsCompleted;
}
