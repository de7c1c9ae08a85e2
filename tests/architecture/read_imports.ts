/**
 * What a file imports.
 * @module
 */
import { computed, type Import } from "./import_rules.ts";
import type { SourceFile } from "./read_sources.ts";

/** All imports of a file, those of types and the lazy ones too. */
export function readImports(file: SourceFile): Import[] {
  const imports: Import[] = [];
  function add(source: Deno.lint.Node | null, kind: Import["kind"]): void {
    if (source === null) return;
    const specifier = source.type === "Literal" && typeof source.value === "string" ? source.value : computed;
    imports.push({ from: file.path, specifier, kind });
  }
  const rule: Deno.lint.Rule = {
    create: () => ({
      ImportDeclaration(node) {
        const areTypes = node.specifiers.length > 0 &&
          node.specifiers.every((specifier) =>
            specifier.type === "ImportSpecifier" && specifier.importKind === "type"
          );
        add(node.source, node.importKind === "type" || areTypes ? "type" : "value");
      },
      ExportNamedDeclaration: (node) => add(node.source, node.exportKind),
      ExportAllDeclaration: (node) => add(node.source, node.exportKind),
      ImportExpression: (node) => add(node.source, "lazy"),
      "TSImportType > TSLiteralType > Literal": (node: Deno.lint.Node) => add(node, "type"),
    }),
  };
  Deno.lint.runPlugin({ name: "architecture", rules: { imports: rule } }, file.path, file.text);
  return imports;
}
