/**
 * How fast something grows, seen over the recent past.
 * @module
 */

/** Samples older than this no longer count, as long as newer ones exist. */
const windowLength = 30_000;

interface Sample {
  /** Milliseconds. */
  time: number;
  value: number;
}

/** Measures the speed of a growing value. Going back starts the measurement anew. */
export class GrowthRate {
  #samples: Sample[] = [];

  /** Adds a sample; times must not decrease. Equal values add nothing. */
  add(sample: Sample): void {
    const last = this.#samples.at(-1);
    if (last !== undefined && sample.value < last.value) this.#samples = [];
    if (last !== undefined && sample.value === last.value) return;
    this.#samples.push(sample);
    const oldestTime = sample.time - windowLength;
    while (this.#samples.length > 2 && this.#samples[1].time < oldestTime) this.#samples.shift();
  }

  /** Growth per millisecond until `now`; undefined while less than `minimumTime` milliseconds were seen. */
  perMillisecond(now: number, minimumTime: number): number | undefined {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last === first) return undefined;
    const time = this.#lastActive(now) - first.time;
    return time < minimumTime ? undefined : (last.value - first.value) / time;
  }

  /** When the value will reach `target` if it goes on like that; undefined as above. */
  timeOf(target: number, { now, minimumTime }: { now: number; minimumTime: number }): number | undefined {
    const rate = this.perMillisecond(now, minimumTime);
    const last = this.#samples.at(-1);
    return rate === undefined || last === undefined
      ? undefined
      : this.#lastActive(now) + (target - last.value) / rate;
  }

  /** Until when the value has grown as usual: a wait longer than that between two samples lowers the rate. */
  #lastActive(now: number): number {
    const first = this.#samples[0];
    const last = this.#samples[this.#samples.length - 1];
    const usual = (last.time - first.time) / (this.#samples.length - 1);
    return Math.max(last.time, now - usual);
  }
}
