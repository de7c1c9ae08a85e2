import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * The connections of a server, of which there are never more than a bound. Where one more comes, the one that has waited
 * longest for its client is closed: one without a request first, then one whose request is still coming in. Where all of
 * them are being answered, the one more is refused.
 */
export class Connections {
  readonly #most: number;
  /** Requests that are not answered, by connection. */
  readonly #open = new Map<Socket, number>();
  /** Connections without a request, the one that has waited longest first. */
  readonly #waiting = new Set<Socket>();
  /** Connections whose request is still coming in, the oldest first. */
  readonly #receiving = new Set<Socket>();

  /** `most` is at least 1. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a connection, or closes it. */
  admit(socket: Socket): void {
    if (this.#open.size >= this.#most && !this.#closeOne()) return void socket.destroy();
    this.#open.set(socket, 0);
    this.#waiting.add(socket);
    socket.once("close", () => this.#forget(socket));
  }

  /** A request has begun: its head is there. */
  begin(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const count = this.#open.get(socket);
    if (count === undefined) return; // closed meanwhile
    this.#open.set(socket, count + 1);
    this.#waiting.delete(socket);
    this.#receiving.add(socket);
    request.once("end", () => this.#receiving.delete(socket));
    response.once("close", () => this.#end(socket));
  }

  #end(socket: Socket): void {
    const count = this.#open.get(socket);
    if (count === undefined) return;
    this.#open.set(socket, count - 1);
    if (count > 1) return;
    this.#receiving.delete(socket);
    this.#waiting.add(socket);
  }

  /** False where every connection is being answered. */
  #closeOne(): boolean {
    const [socket] = this.#waiting.size > 0 ? this.#waiting : this.#receiving;
    if (socket === undefined) return false;
    this.#forget(socket);
    socket.destroy();
    return true;
  }

  #forget(socket: Socket): void {
    this.#open.delete(socket);
    this.#waiting.delete(socket);
    this.#receiving.delete(socket);
  }
}
