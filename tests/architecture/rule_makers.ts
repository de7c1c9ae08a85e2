/**
 * The code rules as visitors of a syntax tree.
 * @module
 */
import { lies } from "./import_rules.ts";

/** A name that has its home. */
export function createNameRule(name: string, allowed: readonly string[]): Deno.lint.Rule {
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
export function createCallRule(names: readonly string[], allowed: readonly string[]): Deno.lint.Rule {
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
export function createFetchRule(allowed: readonly string[]): Deno.lint.Rule {
  return createRule(allowed, (context) => ({
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

/** SQL in texts. */
export function createSqlRule(allowed: readonly string[]): Deno.lint.Rule {
  const statement =
    /\b(SELECT [\w*(].*|INSERT (OR \w+ )?INTO|UPDATE \w+ SET|DELETE FROM|CREATE (TABLE|INDEX)|PRAGMA) ?/s;
  return createRule(allowed, (context) => ({
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

/** The type `any`. */
export function createAnyRule(): Deno.lint.Rule {
  return createRule([], (context) => ({
    TSAnyKeyword: (node) => context.report({ node, message: "any here" }),
  }));
}

/** `!` after a value. */
export function createNonNullRule(): Deno.lint.Rule {
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

/** `as` with a type. */
export function createCastRule(): Deno.lint.Rule {
  return createRule([], (context) => ({
    TSAsExpression(node) {
      if (context.sourceCode.getText(node.typeAnnotation).endsWith("const")) return;
      context.report({ node, message: "cast here" });
    },
    TSTypeAssertion: (node) => context.report({ node, message: "cast here" }),
  }));
}

/** A variable at the top of a module. */
export function createModuleStateRule(): Deno.lint.Rule {
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
export function createWorkOnImportRule(): Deno.lint.Rule {
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

/** Functions that are too long. */
export function createFunctionLengthRule(functionLimit: number): Deno.lint.Rule {
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

/** Waiting in the domain. */
export function createSyncDomainRule(): Deno.lint.Rule {
  return {
    create(context) {
      if (!["lib/engine/domain/", "lib/indicators/"].some((place) => lies(context.filename, place))) {
        return {};
      }
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

/** Exports without a comment. */
export function createDocCommentRule(): Deno.lint.Rule {
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

/** What a function works on may stand before its parameters, as the object of a method would. */
const subjects = /^(context|client|engine|database|host)$|^(Context|Engine)$/;

/** Functions with more than two positional parameters and one object of options. */
export function createParametersRule(allowed: readonly string[]): Deno.lint.Rule {
  return createRule(allowed, (context) => {
    function check(node: Deno.lint.FunctionDeclaration | FunctionValue): void {
      const parameters = node.params.filter((parameter) => parameter.type !== "TSParameterProperty");
      const [first, ...others] = parameters;
      const counted = first !== undefined && isSubject(first) ? others : parameters;
      const [, , third, fourth] = counted;
      if (third === undefined || (fourth === undefined && isObject(third))) return;
      const names = counted.map((one) => context.sourceCode.getText(one).split(/[:=\n]/)[0].trim());
      context.report({ node: third, message: `(${names.join(", ")}): more than two positional parameters` });
    }
    return {
      FunctionDeclaration: check,
      FunctionExpression: check,
      "VariableDeclarator > ArrowFunctionExpression": check,
    };
  });
}

type FunctionValue = Deno.lint.FunctionExpression | Deno.lint.ArrowFunctionExpression;
type Parameter = Exclude<Deno.lint.Parameter, Deno.lint.TSParameterProperty>;

function isSubject(parameter: Parameter): boolean {
  if (parameter.type === "Identifier") return subjects.test(parameter.name);
  const type = parameter.type === "ObjectPattern" ? parameter.typeAnnotation?.typeAnnotation : undefined;
  return type?.type === "TSTypeReference" && type.typeName.type === "Identifier" &&
    subjects.test(type.typeName.name);
}

/** A pattern, or a name whose type is one of an object: options, a record, not a number or a text. */
function isObject(parameter: Deno.lint.AssignmentPattern["left"] | Parameter): boolean {
  if (parameter.type === "AssignmentPattern") {
    return parameter.right.type === "ObjectExpression" ||
      (isTyped(parameter.left) && isObject(parameter.left));
  }
  if (parameter.type !== "Identifier") return parameter.type === "ObjectPattern";
  const type = parameter.typeAnnotation?.typeAnnotation;
  if (type === undefined) return true;
  return /^TS(TypeReference|TypeLiteral|IntersectionType|IndexedAccessType)$/.test(type.type);
}

function isTyped(node: Deno.lint.Node): boolean {
  return node.type === "Identifier" && node.typeAnnotation !== undefined;
}
