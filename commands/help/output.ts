import type { Context } from "../program/context.ts";
import { wrapText } from "../../lib/output/text.ts";
import { pageWidth } from "./show_help.ts";

/** What there is to say of the output. */
const sections: readonly { topic: string; text: string }[] = [
  {
    topic: "Streams",
    text: "stdout has the result and nothing else. Progress, notes, warnings and errors go to stderr. " +
      "A reader that goes, as in '| head', ends the program quietly; " +
      "what follows an operation goes on to its end.",
  },
  {
    topic: "Formats",
    text:
      "--output names the format of stdout: table (for people, the default), json (one value on one line; --json " +
      "says the same), jsonl (one value a line: the rows of a list, or events), csv (with a header, also where there " +
      "are no rows), yaml. " +
      "In CSV a text that a spreadsheet would run as a formula (it begins with =, +, -, @, a tab or a carriage return) " +
      "gets an apostrophe before it; --csv-raw leaves it as it is. " +
      "'ktrdr config set output json' makes another one the default. Where a command writes a file, its --output names " +
      "that file, unless it is the name of a format.",
  },
  {
    topic: "Events",
    text:
      "A command that follows an operation writes with --output jsonl what happens, as it happens: first " +
      '{"type":"version","schema":"1.0"}, then started, progress, state, reconnect, warning, at last one line of type ' +
      "result or error. 'docs/events.md' describes every key.",
  },
  {
    topic: "Errors",
    text:
      "The exit code tells how it ended ('ktrdr help exit-codes'). With --output json an error is also an object on " +
      "stdout, with status, message and, where they are known, suggestion, error_code, http_status and retryable.",
  },
  {
    topic: "Values",
    text:
      "For programs, times are RFC 3339 in UTC, numbers are not rounded, and what is not known is null, never NaN. " +
      "Ids are never cut, in tables neither.",
  },
  {
    topic: "Colour",
    text:
      "--color auto, always or never counts first, then NO_COLOR, then CLICOLOR_FORCE, then the configuration file; " +
      "else there is colour on a terminal that is not 'dumb'. Nothing is told by colour alone.",
  },
  {
    topic: "Progress",
    text:
      "--progress (or KTRDR_PROGRESS) is auto, tty (a bar), plain (a line now and then), quiet, or json (events on " +
      "stdout). --quiet also leaves notes out; --verbose says more.",
  },
];

/** `ktrdr help output`: what goes where, and in which form. */
export function showOutput(context: Context): Promise<void> {
  const width = context.width ?? pageWidth;
  context.printer.result(
    sections,
    (style) =>
      sections.map(({ topic, text }) =>
        `${style.bold(topic)}\n${indent(wrapText(text, { width: width - 2 }))}`
      )
        .join("\n\n"),
  );
  return Promise.resolve();
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
