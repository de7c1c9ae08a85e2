/**
 * A thread that asks `/health` of a server, whose address it is sent, until it is sent "end": then it tells how many
 * milliseconds each answer took.
 * @module
 */
const pause = 10;
const waits: number[] = [];
let isOver = false;
self.onmessage = (event: MessageEvent<string>) => {
  if (event.data === "end") isOver = true;
  else void ask(event.data);
};
self.postMessage(waits);

async function ask(url: string): Promise<void> {
  while (!isOver) {
    const start = performance.now();
    const response = await fetch(`${url}/api/v1/health`);
    await response.body?.cancel();
    waits.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  self.postMessage(waits);
}
