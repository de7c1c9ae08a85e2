/**
 * What code of the program may and may not do, as lint rules. `Deno.lint.runPlugin` gives them the syntax tree of a
 * file, and heeds no `deno-lint-ignore`.
 * @module
 */
import { computed, type Import, lies } from "./import_rules.ts";
import type { SourceFile } from "./read_sources.ts";

/** Where each thing is at home that has no business elsewhere in the program. */
export const homes = {
  "deno-namespace": [
    "cli.ts",
    "lib/host/deno_host.ts",
    "lib/host/deno_files.ts",
    "lib/host/deno_streams.ts",
    "lib/host/read_bounded.ts",
    "lib/permissions.ts",
  ],
  fetch: ["lib/client/request_client.ts", "lib/host/deno_host.ts"],
  sql: ["lib/engine/store/"],
  /** Timers that are not waits: a heartbeat, a look at what other processes did. */
  timer: ["lib/engine/jobs/"],
  /**
   * Waits. One loop polls an operation (operation_poller.ts, for watch()); besides it there are loops that repeat a
   * request that failed, bounds on how long a request may take, the redraw of the progress line, and the hands that
   * pass on the host's clock.
   */
  delay: [
    "lib/operations/operation_poller.ts",
    "lib/operations/start_operation.ts",
    "lib/operations/find_start.ts",
    "lib/operations/cancel_and_watch.ts",
    "lib/operations/patience.ts",
    "lib/operations/settles_within.ts",
    "lib/client/http.ts",
    "lib/client/request_client.ts",
    "lib/output/live_region.ts",
    "lib/host/http/serve.ts",
    "lib/host/http/accepting.ts",
    "lib/host/http/write_response.ts",
    "commands/program/context.ts",
  ],
  /** What opens a file, or reads a stream to its end: with a bound. */
  read: ["lib/host/read_bounded.ts", "lib/engine/store/files.ts"],
  /** The identity of this process, whether another one still lives, and Node's modules. */
  process: ["lib/engine/store/", "lib/host/http/serve.ts", "lib/host/http/accepting.ts"],
} as const;

/** A function may have this many lines; 40 are plenty. */
export const functionLimit = 60;

/** Calls that read a file, or could: what they read may have no end. */
const readingCalls = ["open", "openSync", "readFile", "readFileSync", "readTextFile", "readTextFileSync"]
  .flatMap((name) => [`Deno.${name}`, `fs.${name}`]).concat("fs.createReadStream");

/** The rules by name. */
export const codeRules: Record<string, Deno.lint.Rule> = {
  "deno-namespace": createNameRule("Deno", homes["deno-namespace"]),
  "console": createNameRule("console", []),
  "process": createNameRule("process", homes.process),
  "read": createCallRule(readingCalls, homes.read),
  "exit": createCallRule(["Deno.exit", "process.exit", "process.abort"], ["cli.ts"]),
  "fetch": createFetchRule(),
  "timer": createCallRule(["setTimeout", "setInterval"], homes.timer),
  "delay": createCallRule(["delay", "*.delay"], homes.delay),
  "sql": createSqlRule(),
  "any": createAnyRule(),
  "cast": createCastRule(),
  "non-null": createNonNullRule(),
  "module-state": createModuleStateRule(),
  "work-on-import": createWorkOnImportRule(),
  "function-length": createFunctionLengthRule(),
  "sync-domain": createSyncDomainRule(),
  "doc-comment": createDocCommentRule(),
};

/** Runs the code rules on a file. Each problem as `path:line: rule: what`. */
export function checkCode(file: SourceFile): string[] {
  return Deno.lint.runPlugin({ name: "architecture", rules: codeRules }, file.path, file.text)
    .map(({ id, message, range }) =>
      `${file.path}:${lineAt(file.text, range[0])}: ${id.replace("architecture/", "")}: ${message}`
    );
}

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

function createNameRule(name: string, allowed: readonly string[]): Deno.lint.Rule {
  return createRule(allowed, (context) => ({
    Identifier(node) {
      const isMember = node.parent.type === "MemberExpression" && node.parent.property === node &&
        !node.parent.computed && !isGlobalObject(node.parent.object);
      const isKey = node.parent.type === "Property" && node.parent.key === node && !node.parent.shorthand;
      if (node.name === name && !isMember && !isKey) context.report({ node, message: `'${name}' here` });
    },
  }));
}

/** Calls by name; `*.name` is a call on any object. */
function createCallRule(names: readonly string[], allowed: readonly string[]): Deno.lint.Rule {
  return createRule(allowed, (context) => ({
    CallExpression(node) {
      const { callee } = node;
      const text = callee.type === "ChainExpression" ? "" : context.sourceCode.getText(callee);
      const onAny = callee.type === "MemberExpression" && callee.property.type === "Identifier"
        ? `*.${callee.property.name}`
        : "";
      if (names.includes(text) || names.includes(onAny)) {
        context.report({ node, message: `call of '${text}' here` });
      }
    },
  }));
}

/** The network's own fetch, called or handed on; a method of that name is somebody else's. */
function createFetchRule(): Deno.lint.Rule {
  return createRule(homes.fetch, (context) => ({
    CallExpression(node) {
      if (node.callee.type === "Identifier" && node.callee.name === "fetch") {
        context.report({ node, message: "call of 'fetch' here" });
      }
    },
    MemberExpression(node) {
      const { property } = node;
      if (property.type === "Identifier" && property.name === "fetch" && isGlobalObject(node.object)) {
        context.report({ node, message: "the global 'fetch' here" });
      }
    },
  }));
}

function createSqlRule(): Deno.lint.Rule {
  const statement =
    /\b(SELECT [\w*(].*|INSERT (OR \w+ )?INTO|UPDATE \w+ SET|DELETE FROM|CREATE (TABLE|INDEX)|PRAGMA) ?/s;
  return createRule(homes.sql, (context) => ({
    Literal(node) {
      if (typeof node.value === "string" && statement.test(node.value)) {
        context.report({ node, message: "SQL here" });
      }
    },
    TemplateElement(node) {
      if (statement.test(node.cooked)) context.report({ node, message: "SQL here" });
    },
  }));
}

function createAnyRule(): Deno.lint.Rule {
  return createRule([], (context) => ({
    TSAnyKeyword: (node) => context.report({ node, message: "any here" }),
  }));
}

function createNonNullRule(): Deno.lint.Rule {
  return createRule([], (context) => {
    function report(node: Deno.lint.Node): void {
      context.report({ node, message: "non-null '!' here" });
    }
    return {
      TSNonNullExpression: report,
      "VariableDeclarator[definite=true]": report,
      // The syntax tree does not tell this one.
      PropertyDefinition(node) {
        if (/^[^=:;"']+!\s*:/.test(context.sourceCode.getText(node))) report(node);
      },
    };
  });
}

function createCastRule(): Deno.lint.Rule {
  return createRule([], (context) => ({
    TSAsExpression(node) {
      if (context.sourceCode.getText(node.typeAnnotation).endsWith("const")) return;
      context.report({ node, message: "cast here" });
    },
    TSTypeAssertion: (node) => context.report({ node, message: "cast here" }),
  }));
}

function createModuleStateRule(): Deno.lint.Rule {
  return createRule([], (context) => ({
    "Program > VariableDeclaration, Program > ExportNamedDeclaration > VariableDeclaration"(
      node: Deno.lint.VariableDeclaration,
    ) {
      if (node.kind === "let" || node.kind === "var") {
        context.report({ node, message: `'${node.kind}' at the top of a module` });
      }
    },
  }));
}

/** Entry points work when they are loaded; that is what they are for. */
function createWorkOnImportRule(): Deno.lint.Rule {
  return createRule(["cli.ts", "lib/engine/worker.ts"], (context) => ({
    Program(node) {
      for (const statement of node.body) {
        if (/^(Expression|If|For|While|Try|Switch|Block|Throw)/.test(statement.type)) {
          context.report({ node: statement, message: "work on import" });
        }
      }
    },
  }));
}

function createFunctionLengthRule(): Deno.lint.Rule {
  return createRule([], (context) => {
    function check(node: Deno.lint.Node): void {
      const lines = context.sourceCode.getText(node).split("\n").length;
      if (lines > functionLimit) {
        context.report({ node, message: `a function of ${lines} lines; at most ${functionLimit}` });
      }
    }
    return { FunctionDeclaration: check, FunctionExpression: check, ArrowFunctionExpression: check };
  });
}

function createSyncDomainRule(): Deno.lint.Rule {
  return {
    create(context) {
      if (!lies(context.filename, "lib/engine/domain/")) return {};
      function check(node: Deno.lint.Node & { async: boolean }): void {
        if (node.async) context.report({ node, message: "async in the domain" });
      }
      return {
        FunctionDeclaration: check,
        FunctionExpression: check,
        ArrowFunctionExpression: check,
        "Identifier[name='Promise']": (node: Deno.lint.Node) =>
          context.report({ node, message: "Promise in the domain" }),
      };
    },
  };
}

function createDocCommentRule(): Deno.lint.Rule {
  const declarations = /^(Function|Class|Variable|TSInterface|TSTypeAlias|TSEnum)/;
  return createRule(["cli.ts"], (context) => ({
    ExportNamedDeclaration(node) {
      if (node.declaration === null || !declarations.test(node.declaration.type)) return;
      const comment = context.sourceCode.getCommentsBefore(node).at(-1);
      if (comment?.type === "Block" && comment.value.startsWith("*")) return;
      context.report({ node, message: "an export without a doc comment" });
    },
  }));
}

/** A rule for the program: cli.ts, mod.ts, commands/ and lib/, save the places allowed. */
function createRule(
  allowed: readonly string[],
  create: (context: Deno.lint.RuleContext) => Deno.lint.LintVisitor,
): Deno.lint.Rule {
  return {
    create: (context) => {
      const { filename } = context;
      const isProgram = ["cli.ts", "mod.ts", "commands/", "lib/"].some((place) => lies(filename, place));
      return isProgram && !allowed.some((place) => lies(filename, place)) ? create(context) : {};
    },
  };
}

function isGlobalObject(node: Deno.lint.Node): boolean {
  return node.type === "Identifier" && ["globalThis", "window", "self"].includes(node.name);
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
