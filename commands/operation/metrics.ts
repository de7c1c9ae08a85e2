import { epochMetricsSchema } from "../../lib/contract/training.ts";
import { UsageError } from "../../lib/errors.ts";
import type { Context } from "../program/context.ts";
import { parseReference } from "./reference/parse_reference.ts";
import { readEpochs } from "./read_epochs.ts";
import { renderEpochs } from "./render_epochs.ts";
import { resolveReference } from "./reference/resolve_reference.ts";

/** What `operation metrics` takes. */
interface MetricsOptions {
  last?: number | undefined;
}

/** `ktrdr operation metrics`: losses and accuracies of a training, epoch by epoch. */
export async function showMetrics(
  context: Context,
  operation: string,
  options: MetricsOptions,
): Promise<void> {
  const { last } = options;
  if (last !== undefined && last < 1) {
    throw new UsageError(`--last is '${last}', expected a number of epochs from 1`);
  }
  const operationId = await resolveReference(context, parseReference(operation));
  context.describeFailure({ operationId });
  const client = await context.client();
  const found = await client.operations.get(operationId);
  const { rows: shown, count, best } = await readEpochs(client, found, { last });
  if (shown.length < count) {
    context.printer.note(
      `${shown.length} of ${count} epochs, evenly spaced; --last <count> shows the newest ones more closely`,
    );
  }
  context.printer.result(
    { operation_id: operationId, operation_type: found.operation_type, metrics: shown },
    (style) =>
      shown.length === 0
        ? `No epochs: the ${found.operation_type} operation ${operationId} is ${found.status}`
        : renderEpochs(shown, { best, style }),
    { rows: shown, keys: Object.keys(epochMetricsSchema.shape) },
  );
}
