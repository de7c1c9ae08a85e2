/** A line of a difference: kept, taken away or added. */
export interface DiffLine {
  readonly kind: "same" | "removed" | "added" | "gap";
  /** Without its end; empty for a gap, which stands for lines that are the same. */
  readonly text: string;
}

const shownAround = 2;
/** Bounds the time: what is larger is taken for one change. */
const mostPairs = 4_000_000;

/** How a text became another one, line by line, with two unchanged lines around each change; nothing for equal texts. */
export function diffLines(before: string, after: string): DiffLine[] {
  if (before === after) return [];
  const [old, next] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  let start = 0;
  while (start < Math.min(old.length, next.length) && old[start] === next[start]) start++;
  let end = 0;
  const most = Math.min(old.length, next.length) - start;
  while (end < most && old[old.length - 1 - end] === next[next.length - 1 - end]) end++;
  const same = (lines: string[]) => lines.map((text) => ({ kind: "same", text } as const));
  const middle = diffMiddle(old.slice(start, old.length - end), next.slice(start, next.length - end));
  return shorten([...same(old.slice(0, start)), ...middle, ...same(old.slice(old.length - end))]);
}

function diffMiddle(old: string[], next: string[]): DiffLine[] {
  if (old.length * next.length > mostPairs) {
    return [
      ...old.map((text) => ({ kind: "removed", text } as const)),
      ...next.map((text) => ({ kind: "added", text } as const)),
    ];
  }
  const lengths = commonLengths(old, next);
  const width = next.length + 1;
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < next.length) {
    if (i < old.length && j < next.length && old[i] === next[j]) {
      lines.push({ kind: "same", text: old[i] });
      i++;
      j++;
    } else if (i < old.length && lengths[(i + 1) * width + j] >= (lengths[i * width + j + 1] ?? 0)) {
      lines.push({ kind: "removed", text: old[i++] });
    } else if (j < next.length) lines.push({ kind: "added", text: next[j++] });
    else lines.push({ kind: "removed", text: old[i++] });
  }
  return lines;
}

/** How many lines the rests of both texts have in common, by where the rests begin. */
function commonLengths(old: string[], next: string[]): Uint32Array {
  const width = next.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = next.length - 1; j >= 0; j--) {
      lengths[i * width + j] = old[i] === next[j]
        ? lengths[(i + 1) * width + j + 1] + 1
        : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  return lengths;
}

/** Leaves out what is far from any change. */
function shorten(lines: DiffLine[]): DiffLine[] {
  const isNear = lines.map((_, index) =>
    lines.slice(Math.max(0, index - shownAround), index + shownAround + 1).some(({ kind }) => kind !== "same")
  );
  return lines.flatMap((line, index): DiffLine[] => {
    if (isNear[index]) return [line];
    return index > 0 && isNear[index - 1] && isNear.includes(true, index) ? [{ kind: "gap", text: "" }] : [];
  });
}
