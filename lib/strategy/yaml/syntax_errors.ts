import { Lexer, type YAMLParseError } from "yaml";
import type { Position, ProblemList } from "../strategy_problem.ts";

/** The text that has syntax errors, and where to report them. */
interface SyntaxErrorOptions {
  readonly problems: ProblemList;
  readonly text: string;
  /** The place of an offset into the text. */
  locate(offset: number): Position;
}

const mostErrors = 20;

/** Reports the syntax errors of a YAML text, one a line, without those that only follow from another one. */
export function addSyntaxErrors(errors: readonly YAMLParseError[], options: SyntaxErrorOptions): void {
  const tabs = errors.filter((error) => error.code === "TAB_AS_INDENT");
  const lines = new Set<number>();
  let unclosed: { start: number | undefined } | undefined;
  for (const error of tabs.length > 0 ? tabs : errors) {
    const isUnclosedQuote = error.code === "MISSING_CHAR" && error.message.includes("quote");
    // All of them look for the same one.
    if (isUnclosedQuote) unclosed ??= { start: findUnclosedQuote(options.text) };
    const position = options.locate((isUnclosedQuote ? unclosed?.start : undefined) ?? error.pos[0]);
    if (lines.has(position.line) || lines.size >= mostErrors) continue;
    lines.add(position.line);
    const described = isUnclosedQuote ? { message: "This quote is not closed" } : describeSyntaxError(error);
    options.problems.add(position, { severity: "error", category: "structure", path: "", ...described });
  }
}

/** The parser notices a missing quote at the end of the file; what a reader looks for is where it starts. */
function findUnclosedQuote(text: string): number | undefined {
  let offset = 0;
  let start: number | undefined;
  for (const token of new Lexer().lex(text)) {
    // The lexer's own marks for a document, a scalar and the end of a flow are no part of the text.
    if (token === "\u0002" || token === "\u001f" || token === "\u0018") continue;
    if (token.startsWith('"') || token.startsWith("'")) start = offset;
    offset += token.length;
  }
  return start;
}

function describeSyntaxError({ code, message }: YAMLParseError): { message: string; hint?: string } {
  switch (code) {
    case "TAB_AS_INDENT":
      return { message: "YAML does not allow tabs as indentation", hint: "Indent with spaces" };
    case "MULTIPLE_DOCS":
      return { message: "A strategy file holds one YAML document, and a second one starts here" };
    case "BLOCK_AS_IMPLICIT_KEY":
      return {
        message: "A value cannot start another mapping on the same line",
        hint: "Quote a text that holds a colon followed by a space",
      };
    case "RESOURCE_EXHAUSTION":
      return { message: "The YAML is nested too deeply" };
    default:
      return { message: message.replace(/\.$/, "") };
  }
}
