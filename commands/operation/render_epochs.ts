import type { EpochMetricsRow } from "../../lib/contract/training.ts";
import { sparkline } from "../../lib/output/chart.ts";
import {
  formatLearningRate,
  formatLoss,
  formatNumber,
  formatPercent,
  lossDigits,
} from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderFields, renderTable } from "../../lib/output/table.ts";

/** What {@linkcode renderEpochs} needs besides the epochs to show. */
interface RenderEpochsOptions {
  /** The epoch with the lowest validation loss of all, shown or not; undefined where that is not known. */
  best: number | undefined;
  style: Style;
}

/** Columns of a curve at the most. */
const curveWidth = 48;

interface Column {
  title: string;
  format(row: EpochMetricsRow): string;
}

/** Epochs as curves of both losses and a table; the one with the lowest validation loss is marked. */
export function renderEpochs(epochs: readonly EpochMetricsRow[], options: RenderEpochsOptions): string {
  const { best, style } = options;
  // What no epoch tells has no column.
  const shown = createColumns(epochs).filter(({ format }) => epochs.some((row) => format(row) !== "-"));
  const table = renderTable({
    columns: [
      { title: "EPOCH", align: "right" },
      ...shown.map(({ title }) => ({ title, align: "right" as const })),
      { title: "" },
    ],
    rows: epochs.map((row) => [
      String(row.epoch),
      ...shown.map(({ format }) => format(row)),
      row.epoch === best ? style.green("best") : "",
    ]),
    style,
  });
  const curves = [
    ...describeCurve("Loss", epochs.map((row) => row.train_loss)),
    ...describeCurve("Validation loss", epochs.map((row) => row.val_loss)),
  ];
  return curves.length === 0 ? table : `${renderFields(curves, style)}\n\n${table}`;
}

function createColumns(epochs: readonly EpochMetricsRow[]): Column[] {
  const digits = lossDigits(epochs.flatMap(({ train_loss, val_loss }) => [train_loss, val_loss]));
  return [
    { title: "LOSS", format: (row) => formatLoss(row.train_loss, digits) },
    { title: "VALIDATION LOSS", format: (row) => formatLoss(row.val_loss, digits) },
    { title: "ACCURACY", format: (row) => formatPercent(row.train_accuracy, 1) },
    { title: "VALIDATION ACCURACY", format: (row) => formatPercent(row.val_accuracy, 1) },
    { title: "LEARNING RATE", format: ({ learning_rate: rate }) => formatLearningRate(rate) },
    { title: "SECONDS", format: (row) => formatNumber(row.duration, 3) },
  ];
}

/** None for fewer than two values. */
function describeCurve(name: string, losses: readonly (number | null | undefined)[]): [string, string][] {
  const told = losses.filter((loss) => typeof loss === "number");
  if (told.length < 2) return [];
  const values = losses.map((loss) => loss ?? NaN);
  const ends = `${formatLoss(told[0])} → ${formatLoss(told[told.length - 1])}`;
  return [[name, `${sparkline(values, curveWidth)}  ${ends}`]];
}
