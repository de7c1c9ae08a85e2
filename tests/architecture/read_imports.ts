/**
 * What a file imports and exports.
 * @module
 */
import { computed, type Import } from "./import_rules.ts";
import type { SourceFile } from "./read_sources.ts";

/** An import with what it takes. */
export interface NamedImport extends Import {
  /** The names as the other file exports them; "all" where the whole of it is taken, or nobody can tell. */
  readonly names: readonly string[] | "all";
}

/** All imports of a file, those of types and the lazy ones too. */
export function readImports(file: SourceFile): NamedImport[] {
  const imports: NamedImport[] = [];
  function add(
    source: Deno.lint.Node | null,
    { kind, names }: Pick<NamedImport, "kind" | "names">,
  ): void {
    if (source === null) return;
    const specifier = source.type === "Literal" && typeof source.value === "string" ? source.value : computed;
    imports.push({ from: file.path, specifier, kind, names });
  }
  runVisitor(file, {
    ImportDeclaration(node) {
      const areTypes = node.specifiers.length > 0 &&
        node.specifiers.every((specifier) =>
          specifier.type === "ImportSpecifier" && specifier.importKind === "type"
        );
      const names = node.specifiers.map((specifier) => {
        if (specifier.type === "ImportSpecifier") return nameOf(specifier.imported);
        return specifier.type === "ImportDefaultSpecifier" ? "default" : undefined;
      });
      add(node.source, {
        kind: node.importKind === "type" || areTypes ? "type" : "value",
        names: allOr(names),
      });
    },
    ExportNamedDeclaration(node) {
      add(node.source, { kind: node.exportKind, names: node.specifiers.map(({ local }) => nameOf(local)) });
    },
    ExportAllDeclaration: (node) => add(node.source, { kind: node.exportKind, names: "all" }),
    ImportExpression: (node) => add(node.source, { kind: "lazy", names: lazyNames(node) }),
    TSImportType(node) {
      const { argument, qualifier } = node;
      const source = argument.type === "TSLiteralType" ? argument.literal : null;
      add(source, { kind: "type", names: qualifier?.type === "Identifier" ? [qualifier.name] : "all" });
    },
  });
  return imports;
}

/** What a file exports by name. */
export function readExports(file: SourceFile): string[] {
  const names: string[] = [];
  runVisitor(file, {
    ExportNamedDeclaration({ declaration, specifiers }) {
      names.push(...specifiers.map(({ exported }) => nameOf(exported)));
      if (declaration === null) return;
      if (declaration.type === "VariableDeclaration") {
        for (const { id } of declaration.declarations) if (id.type === "Identifier") names.push(id.name);
      } else if ("id" in declaration && declaration.id?.type === "Identifier") {
        names.push(declaration.id.name);
      }
    },
  });
  return [...new Set(names)];
}

function runVisitor(file: SourceFile, visitor: Deno.lint.LintVisitor): void {
  const rule = { create: () => visitor };
  Deno.lint.runPlugin({ name: "architecture", rules: { read: rule } }, file.path, file.text);
}

/** `const { a } = await import(…)` and `(await import(…)).a`. */
function lazyNames(node: Deno.lint.ImportExpression): readonly string[] | "all" {
  if (node.parent.type !== "AwaitExpression") return "all";
  const { parent } = node.parent;
  if (parent.type === "MemberExpression" && parent.property.type === "Identifier") {
    return [parent.property.name];
  }
  if (parent.type !== "VariableDeclarator" || parent.id.type !== "ObjectPattern") return "all";
  return allOr(
    parent.id.properties.map((property) =>
      property.type === "Property" && property.key.type === "Identifier" ? property.key.name : undefined
    ),
  );
}

function allOr(names: readonly (string | undefined)[]): readonly string[] | "all" {
  const known = names.filter((name) => name !== undefined);
  return known.length === names.length ? known : "all";
}

function nameOf(node: Deno.lint.Identifier | Deno.lint.StringLiteral): string {
  return node.type === "Identifier" ? node.name : node.value;
}
