import { confirm } from "../program/confirm.ts";
import type { Context } from "../program/context.ts";
import { requireModelFiles } from "./require_model_files.ts";

/** What `model delete` takes. */
interface DeleteModelOptions {
  force?: true | undefined;
}

/** `ktrdr model delete`: deletes a model for good, unless the answer is no. */
export async function deleteModel(
  context: Context,
  modelId: string,
  options: DeleteModelOptions,
): Promise<void> {
  const client = await context.client();
  await requireModelFiles(client, "delete models");
  const { model_id: id } = await client.models.get(modelId);
  if (options.force !== true && !await confirm(context, `Delete model ${id} for good?`)) {
    return context.printer.result({ model_id: id, deleted: false }, () => `Kept ${id}`);
  }
  await client.models.delete(id);
  context.printer.result(
    { model_id: id, deleted: true },
    (style) => `${style.green("✓")} Deleted ${id}`,
  );
}
