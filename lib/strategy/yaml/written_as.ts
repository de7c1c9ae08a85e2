import type { ToStringOptions } from "yaml";

/** The habits of the text: what did not change should look as before. */
export function writtenAs(source: string): ToStringOptions {
  return {
    lineWidth: 0,
    flowCollectionPadding: /[{[] \S/.test(source),
    indent: narrowestIndent(source) ?? 2,
    indentSeq: !/^( *)[^\s#-][^\n#]*:\r?\n\1- /m.test(source),
  };
}

/** How far the least indented lines are in, unless that is oddly far. */
function narrowestIndent(source: string): number | undefined {
  const widths = new Set([...source.matchAll(/^ {1,8}(?=[^\s#])/gm)].map(([spaces]) => spaces.length));
  return widths.size === 0 ? undefined : Math.min(...widths);
}
