/**
 * A real browser that looks at a page, by way of its DevTools protocol.
 * @module
 */
import { deadline } from "@std/async/deadline";
import { unpackBrowser } from "./unpack_browser.ts";

/** Milliseconds that a look at a page may take. It takes less than one second; this is for a machine that is very busy. */
const longestWait = 60_000;

/** No window, no sandbox (tests may run as root), and one process, as the package that carries the browser has it. */
const flags = ["--headless=shell", "--no-sandbox", "--no-zygote", "--single-process"];

/** What a browser makes of a page. */
export interface SeenPage {
  /** What the expression gave. */
  // deno-lint-ignore no-explicit-any
  value: any;
  /** Addresses of everything that was asked for, the page itself first. */
  requests: string[];
  /** What stands in the console: errors, warnings, refused styles and scripts. */
  complaints: string[];
}

/** How a page is looked at. */
export interface LookAtPageOptions {
  /** Size of the window in pixels. */
  width: number;
  height: number;
  /** JavaScript to be run in the loaded page; gives what JSON can say. */
  expression: string;
}

/** Opens a page in a browser of its own. Rejects where no browser can be started. */
export async function lookAtPage(url: string, options: LookAtPageOptions): Promise<SeenPage> {
  const { executable, env } = await unpackBrowser();
  const profile = await Deno.makeTempDir({ prefix: "ktrdr_browser_" });
  const browser = new Deno.Command(executable, {
    args: [...flags, "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
    env,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const messages = browser.stderr.pipeThrough(new TextDecoderStream()).getReader();
  try {
    return await deadline(converse(messages, url, options), longestWait);
  } finally {
    await messages.cancel();
    await browser[Symbol.asyncDispose]();
    await Deno.remove(profile, { recursive: true });
  }
}

async function converse(
  messages: ReadableStreamDefaultReader<string>,
  url: string,
  options: LookAtPageOptions,
): Promise<SeenPage> {
  const connection = await Connection.open(await readAddress(messages));
  const seen = await look(connection, url, options);
  await connection.close();
  return seen;
}

async function readAddress(messages: ReadableStreamDefaultReader<string>): Promise<string> {
  let text = "";
  for (;;) {
    const { done, value } = await messages.read();
    if (done) throw new Error(`The browser did not start: ${text}`);
    text += value;
    const address = /ws:\/\/\S+(?=\s)/.exec(text)?.[0];
    if (address !== undefined) return address;
  }
}

async function look(connection: Connection, url: string, options: LookAtPageOptions): Promise<SeenPage> {
  const { width, height, expression } = options;
  const { targetId } = await connection.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await connection.send("Target.attachToTarget", { targetId, flatten: true });
  const send = (method: string, parameters: object = {}) => connection.send(method, parameters, sessionId);
  const screen = { width, height, deviceScaleFactor: 1, mobile: false };
  await send("Emulation.setDeviceMetricsOverride", screen);
  for (const domain of ["Page", "Network", "Runtime", "Log"]) await send(`${domain}.enable`);
  const loaded = connection.waitFor("Page.loadEventFired");
  await send("Page.navigate", { url });
  await loaded;
  const { result, exceptionDetails } = await send("Runtime.evaluate", { expression, returnByValue: true });
  if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
  const complaints = ["Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"];
  return {
    value: result.value,
    requests: connection.heard("Network.requestWillBeSent").map(({ request }) => request.url),
    complaints: complaints.flatMap((event) => connection.heard(event)).map((event) => JSON.stringify(event)),
  };
}

// deno-lint-ignore no-explicit-any -- the protocol has a schema of its own
type Message = any;

/** Requests and their answers, and events, over one socket. */
class Connection {
  readonly #socket: WebSocket;
  readonly #closed: Promise<void>;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #events: { method: string; params: Message }[] = [];
  readonly #listeners = new Map<string, () => void>();
  #count = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.#closed = new Promise((resolve) => socket.addEventListener("close", () => resolve()));
    socket.addEventListener("message", ({ data }) => this.#receive(JSON.parse(data)));
  }

  static async open(address: string): Promise<Connection> {
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve, { once: true });
      socket.addEventListener("error", reject, { once: true });
    });
    return new Connection(socket);
  }

  async send(method: string, params: object, sessionId?: string): Promise<Message> {
    const id = ++this.#count;
    const answer = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    const { result, error } = await answer;
    if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return result;
  }

  waitFor(method: string): Promise<void> {
    return new Promise((resolve) => this.#listeners.set(method, resolve));
  }

  /** What every event of that name said. */
  heard(method: string): Message[] {
    return this.#events.filter((event) => event.method === method).map(({ params }) => params);
  }

  /** Ends the browser. */
  async close(): Promise<void> {
    this.#socket.send(JSON.stringify({ id: ++this.#count, method: "Browser.close" }));
    await this.#closed;
  }

  #receive(message: Message): void {
    if (message.id !== undefined) return this.#waiting.get(message.id)?.(message);
    this.#events.push(message);
    this.#listeners.get(message.method)?.();
  }
}
