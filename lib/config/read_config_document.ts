import { type Document, LineCounter, type ParsedNode, parseDocument } from "yaml";
import { UsageError } from "../errors.ts";

/** A configuration file as its text is written, comments and all. */
export interface ConfigDocument {
  document: Document.Parsed<ParsedNode>;
  /** The line, from 1, of an offset into the text. */
  lineAt(offset: number): number;
}

/** A configuration is a few lines. The limit bounds the time that any other file can take. */
const longestText = 256 * 1024;

/** Reads YAML. Throws UsageError, which names file and line, for anything else. */
export function readConfigDocument(text: string, path: string): ConfigDocument {
  if (text.length > longestText) {
    throw new UsageError(`${path} is too large for a configuration file: expected at most 256 KiB`);
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, lineCounter });
  const lineAt = (offset: number) => Math.max(lineCounter.linePos(offset).line, 1);
  const [error] = document.errors;
  if (error === undefined) return { document, lineAt };
  const message = error.code === "TAB_AS_INDENT" ? "Tabs are no indentation, expected spaces" : error.message;
  throw new UsageError(`${path}:${lineAt(error.pos[0])}: ${message.replace(/\.$/, "")}`, {
    hint: "Mend the file: it is YAML, such as 'url: http://localhost:8000'",
    cause: error,
  });
}
