import { type Document, LineCounter, parseDocument } from "yaml";
import { addSyntaxErrors } from "./syntax_errors.ts";
import { LocatedTreeBuilder } from "./located_tree_builder.ts";
import type { LocatedNode } from "./located_node.ts";
import type { Position, ProblemList } from "../strategy_problem.ts";

// A strategy is a few kilobytes. The limit bounds the time that a hostile file can take: a tenth of a second.
const longestText = 64 * 1024;

/** The text of a strategy file as YAML sees it. */
export interface ParsedYaml {
  readonly document: Document.Parsed;
  /** The place of an offset into the text. */
  locate(offset: number): Position;
}

/**
 * Parses YAML as KTRDR reads it, in version 1.1: `yes`, `no`, `on` and `off` are booleans, an unquoted date is a date.
 * Syntax errors become problems. Never throws.
 *
 * @returns undefined for a file that is no YAML, or empty.
 */
export function parseYaml(text: string, problems: ProblemList): ParsedYaml | undefined {
  const refusal = refuseUnparsed(text);
  if (refusal !== undefined) {
    addRefusal(problems, refusal);
    return undefined;
  }
  const lineCounter = new LineCounter();
  // Quadratic in the keys of a mapping; the tree builder finds duplicates, and knows where the first one is.
  const options = { version: "1.1", prettyErrors: false, uniqueKeys: false, lineCounter } as const;
  const document = parseDocument(text, options);
  const locate = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (document.errors.length > 0) {
    addSyntaxErrors(document.errors, { problems, text, locate });
    return undefined;
  }
  if (document.contents === null) {
    addRefusal(problems, { position: { line: 1, column: 1 }, message: "The file is empty" });
    return undefined;
  }
  return { document, locate };
}

/** The values of a YAML document, which know their place. Duplicate keys, tags and alias bombs become problems. */
export function locateValues({ document, locate }: ParsedYaml, problems: ProblemList): LocatedNode {
  return new LocatedTreeBuilder({ problems, locate }).build(document.contents);
}

interface Refusal {
  position: Position;
  message: string;
}

function refuseUnparsed(text: string): Refusal | undefined {
  if (text.length > longestText) {
    const size = Math.ceil(text.length / 1024);
    const limit = longestText / 1024;
    const message = `The file is too large for a strategy: ${size} KiB, expected at most ${limit} KiB`;
    return { position: { line: 1, column: 1 }, message };
  }
  // deno-lint-ignore no-control-regex
  const offset = text.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/);
  if (offset < 0) return undefined;
  const before = text.slice(0, offset).split("\n");
  const position = { line: before.length, column: (before.at(-1) ?? "").length + 1 };
  const code = text.charCodeAt(offset).toString(16).padStart(4, "0");
  return { position, message: `The file is not plain text: it holds the character U+${code.toUpperCase()}` };
}

function addRefusal(problems: ProblemList, { position, message }: Refusal): void {
  problems.add(position, { severity: "error", category: "structure", path: "", message });
}
