import { formatBytes } from "../../lib/output/format.ts";
import type { Context } from "../program/context.ts";
import { writeOutputFile } from "../program/write_output_file.ts";
import { requireModelFiles } from "./require_model_files.ts";

/** What `model export` takes. */
interface ExportModelOptions {
  /** The file to write. */
  outputFile: string | undefined;
}

/** `ktrdr model export`: writes a model as one file. */
export async function exportModel(
  context: Context,
  modelId: string,
  options: ExportModelOptions,
): Promise<void> {
  const client = await context.client();
  await requireModelFiles(client, "hand out models");
  const bundle = await client.models.export(modelId);
  const path = options.outputFile ?? `${bundle.model_id.replaceAll(/[^\w-]+/g, "_")}.model.json`;
  const text = `${JSON.stringify(bundle, null, 2)}\n`;
  await writeOutputFile(context.host, { path, text });
  const size = new TextEncoder().encode(text).length;
  context.printer.result(
    { model_id: bundle.model_id, path, size_bytes: size },
    (style) => `${style.green("✓")} Wrote ${bundle.model_id} to ${path} (${formatBytes(size)})`,
  );
}
