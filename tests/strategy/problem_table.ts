import { assertEquals } from "@std/assert";
import { checkStrategy } from "../../lib/strategy/check_strategy.ts";

/** A mistake made in the good strategy of fixtures/base.yaml, and the problems that must be found in it. */
export interface ProblemCase {
  /** What is wrong, as the name of the test says it. */
  title: string;
  /** A piece of the good text. */
  from: string;
  /** What is written in its place. */
  to: string;
  /** `line:column severity: message`, and the hint behind `→`. */
  problems: string[];
}

/** Registers one test a case. */
export function testProblems(cases: readonly ProblemCase[]): void {
  for (const { title, from, to, problems } of cases) {
    Deno.test(`checkStrategy() reports ${title}`, () => {
      const text = changeBase(from, to);
      const found = checkStrategy(text).problems.map(({ line, column, severity, message, hint }) =>
        `${line}:${column} ${severity}: ${message}${hint === undefined ? "" : ` → ${hint}`}`
      );
      assertEquals(found, problems);
    });
  }
}

/** The good strategy with one piece replaced. */
export function changeBase(from: string, to: string): string {
  const base = readFixture("base.yaml");
  if (!base.includes(from)) throw new Error(`base.yaml does not contain ${from}`);
  return base.replace(from, () => to);
}

/** The text of a file in the folder of fixtures. */
export function readFixture(name: string): string {
  return Deno.readTextFileSync(new URL(`fixtures/${name}`, import.meta.url));
}
