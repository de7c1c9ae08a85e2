/**
 * Which operation the user means.
 * @module
 */
import type { KtrdrClient } from "../../../lib/client/client.ts";
import type { OperationType } from "../../../lib/contract/words/operation_words.ts";
import { ApiError, ContractError, ExitCode, KtrdrError, UsageError } from "../../../lib/errors.ts";
import type { Context } from "../../program/context.ts";
import { inputLimits, readInputText } from "../../program/read_input_file.ts";
import { findNewestOperation, listOperationIds, type NewestOperation } from "./known_operations.ts";
import { type OperationReference, parseReference } from "./parse_reference.ts";

/** Every id that KTRDR makes looks so; one that is written in full needs no look at the list. */
const fullId = /^op_\w+_\d{8}_\d{6}_[0-9a-f]{8}$/i;
/** How many of the possible ids a message names. */
const mostNamed = 5;

/**
 * The id of the one operation that something is about to be done to. Where it is the newest one, that is said: a server
 * may have another idea of which that is. Throws as {@linkcode resolveReference} does.
 */
export async function resolveTarget(context: Context, reference: OperationReference): Promise<string> {
  if (reference.kind !== "newest") return await resolveReference(context, reference);
  const newest = await requireNewest(await context.client(), reference.type);
  const word = reference.type === undefined ? "@last" : `@last:${reference.type}`;
  context.printer.note(`${word} is ${newest.id} (${newest.type}, ${newest.status})`);
  return newest.id;
}

/** The id of the one operation that is meant. Throws UsageError where there are several, or none at all. */
export async function resolveReference(context: Context, reference: OperationReference): Promise<string> {
  const ids = await resolveReferences(context, [reference]);
  if (ids.length === 1) return ids[0];
  throw new UsageError(`stdin names ${ids.length} operations, expected one: ${nameSome(ids)}`);
}

/** How operations are found. */
export interface ResolveOptions {
  /** Whether stdin may name none. Default: false. */
  allowsNone?: boolean | undefined;
}

/**
 * The ids of the operations that are meant, each once. A beginning of an id that fits no operation stays as it is: the
 * server has the last word. Throws UsageError for a beginning that fits several, and where stdin names nothing.
 */
export async function resolveReferences(
  context: Context,
  references: readonly OperationReference[],
  { allowsNone = false }: ResolveOptions = {},
): Promise<string[]> {
  const named = (await Promise.all(references.map((reference) => readNames(context, reference)))).flat();
  if (named.length === 0 && !allowsNone) {
    throw new UsageError("stdin names no operation, expected ids between blanks or lines");
  }
  let known: Promise<string[]> | undefined;
  const ids = named.map(async (reference) => {
    if (reference.kind === "newest") return (await requireNewest(await context.client(), reference.type)).id;
    if (fullId.test(reference.id)) return reference.id;
    const client = await context.client();
    known ??= listAsFarAsAllowed(client);
    return completeId(reference.id, await known);
  });
  return [...new Set(await Promise.all(ids))];
}

type NamedReference = Exclude<OperationReference, { kind: "stdin" }>;

async function readNames(context: Context, reference: OperationReference): Promise<NamedReference[]> {
  if (reference.kind !== "stdin") return [reference];
  const words = (await readInputText(context.host, { limit: inputLimits.names })).split(/\s+/).filter((
    word,
  ) => word !== "");
  return words.map((word) => {
    const named = parseReference(word);
    if (named.kind !== "stdin") return named;
    throw new UsageError("stdin names '-', expected ids of operations");
  });
}

async function requireNewest(
  client: KtrdrClient,
  type: OperationType | undefined,
): Promise<NewestOperation> {
  const newest = await findNewestOperation(client, type);
  if (newest !== undefined) return newest;
  throw new KtrdrError(`There is no ${type === undefined ? "" : `${type} `}operation yet`, {
    exitCode: ExitCode.notFound,
    hint: "'ktrdr ops' lists the operations",
  });
}

/** A server that does not list its operations may still know one by its id. */
async function listAsFarAsAllowed(client: KtrdrClient): Promise<string[]> {
  try {
    return await listOperationIds(client);
  } catch (error) {
    if (error instanceof ApiError || error instanceof ContractError) return [];
    throw error;
  }
}

function completeId(start: string, known: readonly string[]): string {
  const matches = known.filter((id) => id.startsWith(start));
  if (matches.length === 0 || matches.includes(start)) return start;
  if (matches.length === 1) return matches[0];
  throw new UsageError(`'${start}' is how ${matches.length} ids begin: ${nameSome(matches)}`, {
    hint: "Write more of the id; 'ktrdr ops' lists the operations",
    details: { matches },
  });
}

function nameSome(ids: readonly string[]): string {
  const rest = ids.length - mostNamed;
  return ids.slice(0, mostNamed).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
