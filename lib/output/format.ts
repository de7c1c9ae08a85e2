/**
 * Numbers, times and sizes as people read them. What is missing or not finite is shown as "-".
 * @module
 */
import { format as formatByteCount } from "@std/fmt/bytes";

/** A number that may be missing. */
type OptionalNumber = number | null | undefined;

const missing = "-";
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const smallLoss = 0.01;

/** `$101,234.56`, `-$5.00`. `value` is in dollars. */
export function formatMoney(value: OptionalNumber): string {
  if (!isNumber(value)) return missing;
  const amount = fixed(Math.abs(value), 2);
  return `${value < 0 && /[1-9]/.test(amount) ? "-" : ""}$${amount}`;
}

/** Like {@linkcode formatMoney}, with a "+" before a gain. */
export function formatSignedMoney(value: OptionalNumber): string {
  const text = formatMoney(value);
  return isNumber(value) && value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** `3.54 %` for the fraction 0.0354. A number that is a percentage already has to be divided by 100 first. */
export function formatPercent(fraction: OptionalNumber, digits = 2): string {
  return isNumber(fraction) ? `${fixed(fraction * 100, digits)} %` : missing;
}

/** `0.10 %`, `0.004 %`: a share that may be small, such as a commission, with the decimals it needs. */
export function formatRate(fraction: OptionalNumber): string {
  return isNumber(fraction) ? formatPercent(fraction, priceDigits([fraction * 100])) : missing;
}

/** `1,234.50`: a number with exactly `digits` decimals. */
export function formatNumber(value: OptionalNumber, digits = 2): string {
  return isNumber(value) ? fixed(value, digits) : missing;
}

/** `5,105`: a whole number. */
export function formatCount(value: OptionalNumber): string {
  return formatNumber(value, 0);
}

/**
 * A price with the decimals it needs, two at least: `1.08523`, `150.12`, `0.00001234`. For a column of prices,
 * give the {@linkcode priceDigits} of all of them, so that the decimal points stand below each other.
 */
export function formatPrice(price: OptionalNumber, digits?: number): string {
  return isNumber(price) ? fixed(price, digits ?? priceDigits([price])) : missing;
}

/** How many decimals the most exact of some prices needs: 2–5, and up to 10 below one. */
export function priceDigits(prices: Iterable<OptionalNumber>): number {
  let digits = 2;
  for (const price of prices) {
    if (isNumber(price)) digits = Math.max(digits, neededDigits(Math.abs(price)));
  }
  return digits;
}

/** A loss with the decimals it needs, or with the {@linkcode lossDigits} of all it stands among. */
export function formatLoss(loss: OptionalNumber, digits: number = lossDigits([loss])): string {
  return formatNumber(loss, digits);
}

/** How many decimals some losses need: squared errors of returns are so small that they need more than others. */
export function lossDigits(losses: Iterable<OptionalNumber>): number {
  let largest = 0;
  for (const loss of losses) largest = Math.max(largest, Math.abs(loss ?? 0));
  return largest > 0 && largest < smallLoss ? 8 : 6;
}

/** A learning rate without the noise of a 32-bit float: `0.001`, `0.000125`, `1e-7`. */
export function formatLearningRate(rate: OptionalNumber): string {
  return isNumber(rate) ? String(Number(rate.toPrecision(6))) : missing;
}

/** `0.4 s`, `12 s`, `3 m 05 s`, `2 h 10 m`, `3 d 04 h`. */
export function formatDuration(milliseconds: OptionalNumber): string {
  if (!isNumber(milliseconds)) return missing;
  const time = Math.max(0, milliseconds);
  if (time > 0 && time < second) return `${(Math.max(1, Math.floor(time / 100)) / 10).toFixed(1)} s`;
  if (time < minute) return `${Math.floor(time / second)} s`;
  if (time < hour) return twoUnits(time, { large: minute, names: ["m", "s"], small: second });
  if (time < day) return twoUnits(time, { large: hour, names: ["h", "m"], small: minute });
  return twoUnits(time, { large: day, names: ["d", "h"], small: hour });
}

/**
 * `2020-04-17 09:30 UTC`, or `2020-04-17` at midnight. Takes an ISO 8601 text (UTC where it names no zone) or
 * milliseconds since the epoch. Text that is no time is returned as it is.
 */
export function formatTimestamp(time: string | OptionalNumber): string {
  if (time === null || time === undefined || time === "") return missing;
  const milliseconds = typeof time === "number" ? time : parseTime(time);
  if (Number.isNaN(milliseconds)) return typeof time === "string" ? time : missing;
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return missing;
  const text = date.toISOString();
  const clock = text.slice(11, 16);
  return milliseconds % day === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${clock} UTC`;
}

/** `1.34 kB`: decimal units. */
export function formatBytes(bytes: OptionalNumber): string {
  return isNumber(bytes) ? formatByteCount(bytes) : missing;
}

function isNumber(value: OptionalNumber): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

/**
 * A number with exactly `digits` decimals, rounded as people do it by its decimals (1.005 is 1.01), and commas between
 * thousands. "-0.00" is shown without its sign. Intl does the same, but takes as long to load as a short command to run.
 */
function fixed(value: number, digits: number): string {
  const [mantissa, exponent] = Math.abs(value).toExponential().split("e");
  const figures = mantissa.replace(".", "");
  const kept = Math.max(-1, Number(exponent) + 1 + digits);
  const rounding = Number(figures[kept] ?? 0) >= 5 ? 1n : 0n;
  const units = BigInt(figures.slice(0, Math.max(0, kept)).padEnd(kept, "0")) + rounding;
  const text = String(units).padStart(digits + 1, "0");
  const point = text.length - digits;
  const whole = text.slice(0, point).replace(/\B(?=(?:\d{3})+$)/g, ",");
  const decimals = digits === 0 ? "" : `.${text.slice(point)}`;
  return `${value < 0 && units > 0n ? "-" : ""}${whole}${decimals}`;
}

/** About seven significant digits: what a 32-bit float can carry, so its rounding noise stays hidden. */
function neededDigits(price: number): number {
  if (price === 0) return 0;
  const whole = Math.floor(Math.log10(price)) + 1;
  const most = price >= 1 ? Math.min(5, Math.max(2, 7 - whole)) : Math.min(10, 5 - whole);
  const decimals = price.toFixed(most).split(".")[1] ?? "";
  return decimals.replace(/0+$/, "").length;
}

interface DurationUnits {
  large: number;
  small: number;
  names: readonly [string, string];
}

function twoUnits(time: number, units: DurationUnits): string {
  const rest = Math.floor((time % units.large) / units.small).toString().padStart(2, "0");
  return `${Math.floor(time / units.large)} ${units.names[0]} ${rest} ${units.names[1]}`;
}

/** Milliseconds since the epoch of an ISO 8601 text (UTC where it names no zone); NaN for anything else. */
export function parseTime(text: string): number {
  const iso = text.trim().replace(" ", "T");
  const hasZone = /(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(iso.slice(10));
  return Date.parse(iso.includes("T") && !hasZone ? `${iso}Z` : iso);
}
