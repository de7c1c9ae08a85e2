import { ExitCode, InterruptedError } from "../errors.ts";
import type { Host } from "../host/host.ts";

/** What a program does with signals. */
export interface InterruptPolicy extends Disposable {
  /** Aborted by the first Ctrl+C, with an `InterruptedError` (exit code 130). */
  readonly signal: AbortSignal;
  /** Aborted by the second Ctrl+C, with an `InterruptedError` (exit code 130). */
  readonly abandon: AbortSignal;
  /** Aborted by SIGTERM or SIGHUP, with an `InterruptedError` (exit code 143). */
  readonly detach: AbortSignal;
}

/** Two interrupts within this many milliseconds are one press: a held key, or a signal sent to a whole group. */
const onePress = 100;

/** Listens to the signals of the host until disposed. */
export function interruptPolicy(host: Pick<Host, "onSignal" | "now">): InterruptPolicy {
  const signal = new AbortController();
  const abandon = new AbortController();
  const detach = new AbortController();
  let lastPress = -Infinity;
  const interrupt = () => {
    const now = host.now();
    const isRepeat = now - lastPress < onePress;
    lastPress = now;
    if (isRepeat) return;
    const target = signal.signal.aborted ? abandon : signal;
    target.abort(new InterruptedError("Interrupted by Ctrl+C"));
  };
  const terminate = (name: string) => () =>
    detach.abort(new InterruptedError(`Ended by ${name}`, { exitCode: ExitCode.terminated }));
  const listeners = [
    host.onSignal("SIGINT", interrupt),
    host.onSignal("SIGTERM", terminate("SIGTERM")),
    host.onSignal("SIGHUP", terminate("SIGHUP")),
  ];
  return {
    signal: signal.signal,
    abandon: abandon.signal,
    detach: detach.signal,
    [Symbol.dispose]() {
      for (const listener of listeners) listener[Symbol.dispose]();
    },
  };
}
