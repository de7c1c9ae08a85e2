/**
 * The functions of lib/ that take text, as their declarations say.
 * @module
 */
import { readSources, type SourceFile } from "../architecture/read_sources.ts";

/** A parameter as it is declared. */
export interface Parameter {
  /** The type as it is written; "" where none is. */
  readonly type: string;
  readonly isOptional: boolean;
}

/** An exported function that takes text. */
export interface TextFunction {
  /** `lib/output/text.ts: sanitizeText` */
  readonly name: string;
  readonly path: string;
  readonly exported: string;
  readonly parameters: readonly Parameter[];
}

const isText = /^string( \| (null|undefined|number))*$/;
const isTexts = /^(readonly string\[\]|Iterable<string>)( \| undefined)?$/;

/** What a parameter takes: one text, several, a number, or what only an adapter can make. */
export function kindOf({ type }: Parameter): "text" | "texts" | "number" | "other" {
  if (isText.test(type)) return "text";
  if (isTexts.test(type)) return "texts";
  return /^(number|OptionalNumber|unknown)$/.test(type) ? "number" : "other";
}

/** Every exported function of lib/ of which a parameter is text, or a list of texts. */
export async function findTextFunctions(): Promise<TextFunction[]> {
  const sources = await readSources(["lib"]);
  return sources.flatMap(listFunctions).filter(({ parameters }) =>
    parameters.some((parameter) => ["text", "texts"].includes(kindOf(parameter)))
  );
}

function listFunctions({ path, text }: SourceFile): TextFunction[] {
  const found: TextFunction[] = [];
  const rule: Deno.lint.Rule = {
    create: (context) => ({
      "ExportNamedDeclaration > FunctionDeclaration"(node: Deno.lint.FunctionDeclaration) {
        const parameters = node.params.map((parameter): Parameter => {
          const target = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
          const annotation = "typeAnnotation" in target ? target.typeAnnotation : undefined;
          const type = annotation === undefined || annotation === null
            ? ""
            : context.sourceCode.getText(annotation).replace(/^:\s*/, "");
          const isMarked = "optional" in target && target.optional === true;
          return { type, isOptional: parameter.type === "AssignmentPattern" || isMarked };
        });
        const exported = node.id?.name ?? "default";
        found.push({ name: `${path}: ${exported}`, path, exported, parameters });
      },
    }),
  };
  Deno.lint.runPlugin({ name: "text", rules: { functions: rule } }, path, text);
  return found;
}
