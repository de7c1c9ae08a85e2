import { groupProblems } from "../../lib/contract/problem_groups.ts";
import type { StreamedBody } from "../../lib/client/http.ts";
import type { DataUpload } from "../../lib/contract/data.ts";
import { UsageError } from "../../lib/errors.ts";
import type { Context } from "../program/context.ts";
import { parseSymbol, parseTimeframe } from "../program/parse_bar_names.ts";
import { type ImportOptions, toUploadQuery } from "./import_options.ts";
import { type InputFile, type LongFile, readBarFiles } from "./read_bar_files.ts";
import { renderPreview, renderUnderstood, renderUpload } from "./render_import.ts";

/** A large file takes its time to be sent and stored: milliseconds. */
const uploadTimeout = 300_000;

/** `ktrdr data import`: sends files of bars to the engine. */
export async function importBars(
  context: Context,
  paths: readonly string[],
  options: ImportOptions,
): Promise<void> {
  const symbol = parseSymbol(options.symbol);
  const timeframe = options.timeframe.trim() === "auto" ? "auto" : parseTimeframe(options.timeframe);
  const query = toUploadQuery(options);
  const files = await readBarFiles(context.host, paths);
  const series = { symbol, timeframe };
  const imported = "size" in files
    ? await importLongFile(context, { ...series, query, file: files })
    : await uploadBars(context, { ...series, ...await toBody(files, query) });
  context.printer.result(imported, (style) =>
    [
      renderUpload(imported, style),
      ...renderUnderstood(imported),
      ...(imported.dry_run ? [renderPreview(imported, { paths, options })] : []),
    ].join("\n"));
}

async function toBody(
  files: readonly InputFile[],
  query: BarUpload["query"],
): Promise<Pick<BarUpload, "csv" | "contentType" | "query">> {
  const [{ name, bytes }] = files;
  return files.length === 1 ? { query: { ...query, name }, csv: bytes } : { query, ...await toForm(files) };
}

interface ImportLongFileOptions extends Pick<BarUpload, "symbol" | "timeframe" | "query"> {
  file: LongFile;
}

/** Shows how much of the file has been read. */
async function importLongFile(
  context: Context,
  { file: { name, size }, query, ...series }: ImportLongFileOptions,
): Promise<DataUpload> {
  const { UploadProgress } = await import("./upload_progress.ts");
  using progress = new UploadProgress(context, { name, size });
  const content = await context.host.files.openBytes(name);
  return await uploadBars(context, {
    ...series,
    query: { ...query, name },
    csv: { open: () => progress.watch(content) },
  });
}

/** Several files as one body. */
async function toForm(files: readonly InputFile[]): Promise<Pick<BarUpload, "csv" | "contentType">> {
  const form = new FormData();
  for (const { name, bytes } of files) form.append("file", new File([bytes], name));
  const body = new Response(form);
  return { contentType: body.headers.get("content-type") ?? undefined, csv: await body.bytes() };
}

/** Bars of one symbol and timeframe in a file. */
interface BarUpload {
  symbol: string;
  /** "auto" takes the step that most bars have. */
  timeframe: string;
  /** Text, or the bytes of a file, of which there is no need to make a text. */
  csv: string | Uint8Array<ArrayBuffer> | StreamedBody;
  /** Of what is in it. Default: CSV. */
  contentType?: string | undefined;
  query: Record<string, string | number | boolean | undefined>;
}

/** Sends bars to the engine, and says what there is to say of them but the result. */
export async function uploadBars(context: Context, { query, ...upload }: BarUpload): Promise<DataUpload> {
  const client = await context.client();
  if (!await client.health.supports("data_upload")) {
    throw new UsageError(`The server at ${client.baseUrl} takes no files of bars`, {
      hint: "Use --embedded, or a server started with 'ktrdr serve'",
    });
  }
  const imported = await client.data.upload(upload, { query, timeout: uploadTimeout });
  for (const text of groupProblems(imported.problems)) {
    context.printer.warn(text[0].toUpperCase() + text.slice(1));
  }
  for (const { code, message } of imported.warnings) context.printer.warn(message, { code });
  for (const { name, notes } of imported.files) {
    for (const note of notes) context.printer.note(imported.files.length === 1 ? note : `${name}: ${note}`);
  }
  return imported;
}
