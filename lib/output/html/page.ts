import { escapeHtml } from "./escape_html.ts";
import { pageStyle, pageStyleHash } from "./page_style.ts";

/** One part of a page. */
export interface HtmlSection {
  title: string;
  /** HTML, made by the functions of this folder. */
  body: string;
}

/** What {@linkcode renderHtmlPage} puts on a page. */
interface HtmlPageOptions {
  title: string;
  subtitle?: string;
  sections: readonly HtmlSection[];
}

/** Nothing is loaded, nothing runs, nothing is sent, whatever stands in the page. */
const policy = `default-src 'none'; style-src 'sha256-${pageStyleHash}'; base-uri 'none'; form-action 'none'`;

/** A whole HTML page that needs nothing else: no scripts, no fonts, no network. Light or dark as the reader has it. */
export function renderHtmlPage({ title, subtitle, sections }: HtmlPageOptions): string {
  const name = escapeHtml(title);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${name}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1>${name}</h1>
${subtitle === undefined ? "" : `<p>${escapeHtml(subtitle)}</p>\n`}</header>
<main>
${sections.map(renderSection).join("\n")}
</main>
</body>
</html>
`;
}

function renderSection({ title, body }: HtmlSection): string {
  return `<section>\n<h2>${escapeHtml(title)}</h2>\n<div class="body">\n${body}\n</div>\n</section>`;
}
