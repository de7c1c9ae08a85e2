/**
 * From the clock of a zone to UTC.
 * @module
 */

const day = 86_400_000;
/** Days whose offsets are remembered. */
const mostDays = 20_000;

/** Clocks of one zone. */
export class Zone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  /** The offset of a day that has only one, by the number of the day. */
  readonly #offsets = new Map<number, number>();
  #before = NaN;
  #direction = 1;

  /** @throws {RangeError} for a name that is no zone of the IANA database. */
  constructor(name: string) {
    this.name = name;
    this.#format = new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  }

  /** What the clocks show at a moment, as milliseconds since the epoch as if they were those of UTC. */
  toWall(time: number): number {
    return time + this.#offsetAt(time);
  }

  /**
   * The moment at which the clocks show `wall`. Of the two moments of an hour that is there twice, the one that goes on
   * from the moment asked for before; an hour that is left out counts as if the clocks had not been changed.
   */
  toUtc(wall: number): number {
    const choices = this.#choices(wall);
    const onward = choices.filter((time) => (time - this.#before) * this.#direction > 0);
    const near = (time: number) => Math.abs(time - this.#before);
    const chosen = (onward.length > 0 ? onward : choices).reduce((best, time) =>
      near(time) < near(best) ? time : best
    );
    if (!Number.isNaN(this.#before) && chosen !== this.#before) {
      this.#direction = Math.sign(chosen - this.#before);
    }
    this.#before = chosen;
    return chosen;
  }

  #choices(wall: number): number[] {
    const number = Math.floor(wall / day);
    const known = this.#offsets.get(number);
    if (known !== undefined) return [wall - known];
    const before = this.#offsetAt(wall - day);
    const after = this.#offsetAt(wall + day);
    if (before === after) {
      const isWhole = this.#offsetAt(number * day - day) === this.#offsetAt(number * day + 2 * day);
      if (isWhole && this.#offsets.size < mostDays) this.#offsets.set(number, before);
      return [wall - before];
    }
    const sound = [wall - before, wall - after].filter((time) => this.toWall(time) === wall);
    return sound.length === 0 ? [wall - before] : sound;
  }

  #offsetAt(time: number): number {
    const parts: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(time)) parts[type] = Number(value);
    const wall = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
    return wall - Math.floor(time / 1_000) * 1_000;
  }
}
