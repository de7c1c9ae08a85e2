/**
 * Series that a server gives page by page, counted from the oldest bar.
 * @module
 */

/** One page of a series: a row a date, the oldest first. */
interface SeriesPage {
  dates: readonly string[];
  /** `current_page` and `total_pages` say which page it is; a server that has no pages tells neither. */
  metadata?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Which rows to read, and how. */
interface NewestRowsOptions<Page> {
  /** How many at the most, counted from the newest; Infinity: all. */
  rows: number;
  /** Reads one page; the first is 1. */
  read(page: number): Promise<Page>;
}

/** The newest rows of a series, oldest of them first. */
interface NewestRows<Page> {
  /** The page that has the newest of them. */
  newest: Page;
  dates: string[];
  /** One column, with a value a date: null where a page has none. */
  column(pick: (page: Page) => readonly (number | null)[] | undefined): (number | null)[];
}

/** No series has as many pages: a server answers a page beyond the end with its last one. */
const beyondTheEnd = 1_000_000_000;

/**
 * Reads the newest rows of a series: the last page, and earlier ones as far as need be, and no further than each has
 * rows older than those read before. What a server says of the number of its pages need not be true.
 */
export async function readNewestRows<Page extends SeriesPage>(
  { rows, read }: NewestRowsOptions<Page>,
): Promise<NewestRows<Page>> {
  const newest = await readLast(read);
  const pages = [newest];
  let count = newest.dates.length;
  for (let number = numberOf(newest) - 1; number >= 1 && count < rows; number--) {
    const page = await read(number);
    if (!isBefore(page, pages[pages.length - 1])) break;
    pages.push(page);
    count += page.dates.length;
  }
  return joinPages(newest, { pages: pages.toReversed(), excess: Math.max(0, count - rows) });
}

/** The last page, also of a server that shows nothing beyond it. */
async function readLast<Page extends SeriesPage>(read: (page: number) => Promise<Page>): Promise<Page> {
  const page = await read(beyondTheEnd);
  const number = numberOf(page);
  const isBeyond = page.dates.length === 0 && readNumber(page.metadata?.current_page) > number;
  return isBeyond && number >= 1 ? await read(number) : page;
}

function joinPages<Page extends SeriesPage>(
  newest: Page,
  { pages, excess }: { pages: readonly Page[]; excess: number },
): NewestRows<Page> {
  return {
    newest,
    dates: pages.flatMap(({ dates }) => dates).slice(excess),
    column: (pick) =>
      pages.flatMap((page) => {
        const values = pick(page);
        return page.dates.map((_, row) => values?.[row] ?? null);
      }).slice(excess),
  };
}

/** Which page it is at the most; 1 where nothing tells. */
function numberOf({ metadata }: SeriesPage): number {
  const number = Math.min(readNumber(metadata?.current_page), readNumber(metadata?.total_pages));
  return number === Infinity ? 1 : number;
}

function readNumber(value: unknown): number {
  return typeof value === "number" ? Math.floor(value) : Infinity;
}

/** Whether a page has rows, and all of them before those of another one; dates are written alike, the year first. */
function isBefore(page: SeriesPage, later: SeriesPage): boolean {
  const last = page.dates.at(-1);
  return last !== undefined && (later.dates.length === 0 || last < later.dates[0]);
}
