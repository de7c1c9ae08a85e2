/**
 * One picture of a running operation, as lines that fit a terminal.
 * @module
 */
import type { TerminalSize } from "../../host/host.ts";
import { sparkline } from "../chart.ts";
import type { ProgressSnapshot } from "./progress_state.ts";
import { clockText, lossText, percentText, rateText, stepText } from "./progress_text.ts";
import type { Style } from "../style.ts";
import { displayWidth, padText, truncateText } from "../text.ts";

/** What {@linkcode renderFrame} needs besides the snapshot. */
interface FrameOptions {
  size: TerminalSize;
  style: Style;
  /** Counts up with every frame, for the spinner. */
  frame: number;
}

const spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"] as const;
const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;
const separator = " · ";
/** Below this, a terminal gets one line without a bar. */
const narrow = 40;
const longestBar = 30;
/** A shorter one says nothing. */
const shortestBar = 5;
/** Spinner, percentage and the spaces around them. */
const percentWidth = 11;
const shortestSparkline = 8;

/**
 * One line in a small terminal, two elsewhere: the bar with the current step, then times, speed, loss and hint.
 * No line is wider than the terminal less one column, so that none ever wraps. What matters less goes first.
 */
export function renderFrame(snapshot: ProgressSnapshot, options: FrameOptions): string[] {
  const width = Math.max(1, options.size.columns - 1);
  const isSmall = width < narrow || options.size.rows < 3;
  const first = truncateText(isSmall ? smallLine(snapshot, options) : barLine(snapshot, options), width);
  return isSmall ? [first] : [first, truncateText(detailLine(snapshot, options), width)];
}

/** What {@linkcode renderGroupFrame} needs besides the whole. */
interface GroupFrameOptions extends FrameOptions {
  /** One an operation. */
  snapshots: readonly ProgressSnapshot[];
}

/**
 * One line an operation, as far as there are rows, and one of the whole. Labels are ids, which differ at their ends: they
 * are the last to be cut.
 */
export function renderGroupFrame(whole: ProgressSnapshot, options: GroupFrameOptions): string[] {
  const { snapshots, size, style } = options;
  const width = Math.max(1, size.columns - 1);
  const room = Math.max(0, size.rows - 2);
  const shown = snapshots.slice(0, snapshots.length > room ? Math.max(0, room - 1) : room);
  const labelWidth = Math.max(0, ...shown.map(({ label }) => displayWidth(label)));
  const lines = shown.map((snapshot) => groupRow(snapshot, { ...options, labelWidth }));
  if (room > shown.length && shown.length < snapshots.length) {
    lines.push(style.dim(`  and ${snapshots.length - shown.length} more`));
  }
  const title = `${style.bold(whole.label)} ${style.dim(clockText(whole.elapsed))}`;
  const gap = width - displayWidth(title) - displayWidth(whole.hint);
  lines.push(gap < 2 ? title : title + " ".repeat(gap) + style.dim(whole.hint));
  return lines.map((line) => truncateText(line, width));
}

function groupRow(snapshot: ProgressSnapshot, options: FrameOptions & { labelWidth: number }): string {
  const { style, size, labelWidth } = options;
  const { update, notice, stale } = snapshot;
  const percentage = update?.percentage ?? 0;
  const room = size.columns - labelWidth - percentWidth;
  const barWidth = Math.min(longestBar, Math.floor(room / 3));
  const bar = barWidth < shortestBar ? "" : `▕${style.cyan(renderBar(percentage, barWidth))}▏`;
  const warning = notice || (stale === undefined ? "" : `stale ${clockText(stale)}`);
  const text = warning === "" && update !== undefined ? stepText(update) : style.yellow(warning);
  const label = style.bold(padText(snapshot.label, labelWidth));
  return `${spinnerOf(options)} ${label} ${bar}${percentText(percentage).padStart(4)}  ${text}`.trimEnd();
}

/** A bar of exactly `width` columns, filled to an eighth of a column. */
export function renderBar(percentage: number, width: number): string {
  const share = Number.isFinite(percentage) ? Math.min(Math.max(percentage, 0), 100) / 100 : 0;
  const filled = Math.floor(share * width * 8);
  const full = "█".repeat(Math.floor(filled / 8));
  return padText(full + eighths[filled % 8], width);
}

function smallLine(snapshot: ProgressSnapshot, options: FrameOptions): string {
  const { update, notice } = snapshot;
  const step = update === undefined ? snapshot.label : stepText(update) || snapshot.label;
  const text = notice === "" ? step : options.style.yellow(notice);
  const percent = update === undefined ? "" : `${percentText(update.percentage).padStart(4)} `;
  return `${spinnerOf(options)} ${percent}${text}`;
}

/** Label and bar keep their places while the text of the step comes and goes. */
function barLine(snapshot: ProgressSnapshot, options: FrameOptions): string {
  const { style } = options;
  const width = options.size.columns - 1;
  const label = truncateText(snapshot.label, Math.max(12, Math.floor(width * 0.35)));
  const barWidth = Math.min(longestBar, Math.floor(width * 0.25));
  const percentage = snapshot.update?.percentage ?? 0;
  const bar = `▕${style.cyan(renderBar(percentage, barWidth))}▏`;
  const step = snapshot.update === undefined ? "" : stepText(snapshot.update);
  return `${spinnerOf(options)} ${style.bold(label)} ${bar}${percentText(percentage).padStart(4)}  ${step}`
    .trimEnd();
}

/** The hint stands at the right and is the last to go; the sparkline takes what is left. */
function detailLine(snapshot: ProgressSnapshot, options: FrameOptions): string {
  const { style } = options;
  const width = options.size.columns - 1;
  const hint = truncateText(snapshot.hint, width - 2);
  const room = width - 2 - (hint === "" ? 0 : displayWidth(hint) + 2);
  let details = "";
  for (const part of detailParts(snapshot, style)) {
    const longer = details === "" ? part : details + style.dim(separator) + part;
    if (displayWidth(longer) <= room) details = longer;
    // A notice is worth cutting; anything else that does not fit is left out.
    else if (details === "" && snapshot.notice !== "") details = truncateText(part, room);
  }
  details += lossDetail(snapshot, { style, room: room - displayWidth(details) });
  return hint === "" ? `  ${details}` : `  ${padText(details, room)}  ${style.dim(hint)}`;
}

/** From the most to the least important. */
function detailParts(snapshot: ProgressSnapshot, style: Style): string[] {
  const { notice, update, remaining, rate, stale } = snapshot;
  const parts: string[] = [];
  if (notice !== "") parts.push(style.yellow(notice));
  parts.push(style.dim(clockText(snapshot.elapsed)));
  if (stale !== undefined && notice === "") parts.push(style.yellow(`stale ${clockText(stale)}`));
  if (remaining) parts.push(style.dim(`ETA ${clockText(Math.ceil(remaining / 1000) * 1000)}`));
  const speed = rate === undefined || update?.unit === undefined ? undefined : rateText(rate, update.unit);
  if (speed !== undefined) parts.push(style.dim(speed));
  return parts;
}

/** The newest loss, and as much of its curve as there is room for. */
function lossDetail(snapshot: ProgressSnapshot, options: { style: Style; room: number }): string {
  const { losses } = snapshot;
  const loss = losses.at(-1);
  if (loss === undefined) return "";
  const text = separator + lossText(loss);
  const room = options.room - displayWidth(text);
  if (room < 0) return "";
  const width = Math.min(room - 1, losses.length);
  const isWorthwhile = losses.length > 1 && width >= Math.min(shortestSparkline, losses.length);
  const curve = isWorthwhile ? ` ${options.style.cyan(sparkline(losses.slice(-width), width))}` : "";
  return options.style.dim(text) + curve;
}

function spinnerOf(options: FrameOptions): string {
  return options.style.cyan(spinner[options.frame % spinner.length]);
}
