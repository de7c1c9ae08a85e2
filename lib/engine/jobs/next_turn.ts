/** Resolves when everything else that is due on this thread has had its turn: other requests, timers, heartbeats. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
