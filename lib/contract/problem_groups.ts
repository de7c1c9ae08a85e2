/** Something wrong with one line of a file. */
interface LineProblem {
  readonly line: number;
  readonly message: string;
}

/** Problems of one kind, in words: the first with its line, and how many more there are like it. Kinds differ in more than their values. */
export function groupProblems(problems: readonly LineProblem[]): string[] {
  const groups = new Map<string, { readonly first: LineProblem; count: number }>();
  for (const problem of problems) {
    const kind = problem.message.replace(/"[^"]*"/g, '""');
    const group = groups.get(kind);
    if (group === undefined) groups.set(kind, { first: problem, count: 1 });
    else group.count++;
  }
  return [...groups.values()].map(({ first: { line, message }, count }) => {
    const more = count === 1 ? "" : ` (and ${count - 1} more like it)`;
    return `line ${line}: ${message}${more}`;
  });
}
