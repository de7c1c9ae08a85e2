import { type OperationType, operationTypes } from "../../../lib/contract/words/operation_words.ts";
import { UsageError } from "../../../lib/errors.ts";
import { typeOfWord } from "../../../lib/operations/kinds.ts";

/** How the user names an operation: an id or its beginning, the newest one, or "-" for what stdin names. */
export type OperationReference =
  | { kind: "id"; id: string }
  | { kind: "newest"; type: OperationType | undefined }
  | { kind: "stdin" };

/** No server takes a longer one. */
const longestId = 100;
const listHint = "'ktrdr ops' lists the operations";

/** Reads a reference. Ids are opaque; throws UsageError for what cannot be one. */
export function parseReference(text: string): OperationReference {
  const word = text.trim();
  if (word === "") throw new UsageError("The operation id is empty", { hint: listHint });
  if (word === "-") return { kind: "stdin" };
  // A parser may hand over options that it does not know among the operands.
  if (word.startsWith("-")) {
    throw new UsageError(`Unknown option "${word}"`, { hint: "Options and their values are in --help" });
  }
  if (word.startsWith("@")) return parseNewest(word);
  if (word.length <= longestId) return { kind: "id", id: word };
  throw new UsageError(`The operation id has ${word.length} characters, expected ${longestId} at most`, {
    hint: listHint,
  });
}

function parseNewest(word: string): OperationReference {
  if (word === "@last") return { kind: "newest", type: undefined };
  const name = /^@last:(.*)$/.exec(word)?.[1];
  if (name === undefined) {
    throw new UsageError(`'${word}' names no operation, expected @last or @last:<type>`, { hint: listHint });
  }
  const type = typeOfWord(name);
  if (type !== undefined) return { kind: "newest", type };
  throw new UsageError(`'${name}' in '${word}' is no type, expected one of ${operationTypes.join(", ")}`);
}
