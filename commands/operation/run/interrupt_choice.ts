/** What Ctrl+C can do to an operation that a command has started. */
export const interruptChoices = ["cancel", "detach"] as const;

/** One of {@linkcode interruptChoices}. */
export type InterruptChoice = typeof interruptChoices[number];
