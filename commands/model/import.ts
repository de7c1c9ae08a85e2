import { parseValue } from "../../lib/client/parse_value.ts";
import { type ModelBundle, modelBundleSchema } from "../../lib/contract/model.ts";
import { UsageError } from "../../lib/errors.ts";
import type { Context } from "../program/context.ts";
import { inputLimits, readInputFile } from "../program/read_input_file.ts";
import { requireName } from "../strategy/strategy_reference.ts";
import { requireModelFiles } from "./require_model_files.ts";

/** What `model import` takes. */
interface ImportModelOptions {
  name?: string | undefined;
}

/** Milliseconds for one attempt: a large model takes longer than other requests. */
const uploadTimeout = 120_000;

/** `ktrdr model import`: stores a model that 'model export' wrote. */
export async function importModel(
  context: Context,
  path: string,
  options: ImportModelOptions,
): Promise<void> {
  const name = options.name === undefined ? undefined : requireName(options.name);
  const text = await readInputFile(context.host, path, { limit: inputLimits.model });
  const bundle = parseBundle(text, path);
  const client = await context.client();
  await requireModelFiles(client, "take in models");
  const model = await client.models.import(bundle, {
    timeout: uploadTimeout,
    ...(name === undefined ? {} : { name }),
  });
  context.printer.result(
    model,
    (style) => `${style.green("✓")} Imported ${bundle.model_id} as ${style.bold(model.model_id)}`,
  );
}

function parseBundle(text: string, path: string): ModelBundle {
  const parsed = parseValue(modelBundleSchema, parseJson(text, path));
  if (parsed.success) return parsed.data;
  const [{ path: place, message }] = parsed.error.issues;
  const field = place.length === 0 ? "" : ` at "${place.join(".")}"`;
  throw new UsageError(`'${path}' is no model file${field}: ${message}`, {
    hint: "'ktrdr model export' writes one",
  });
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`'${path}' is no model file: it is not JSON`, {
      hint: "'ktrdr model export' writes one",
      cause,
    });
  }
}
