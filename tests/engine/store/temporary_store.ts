/**
 * A store in a folder that goes away with it.
 * @module
 */
import { openStore } from "../../../lib/engine/store/open_store.ts";
import type { NewOperation, Store } from "../../../lib/engine/store/store.ts";

/** A new folder, removed at the end of the scope. */
export function temporaryFolder(): Disposable & { readonly path: string } {
  const path = Deno.makeTempDirSync({ prefix: "ktrdr_test_" });
  return { path, [Symbol.dispose]: () => Deno.removeSync(path, { recursive: true }) };
}

/** A clock that stands still until it is moved. Milliseconds since the epoch. */
export class Clock {
  time = Date.UTC(2024, 0, 1);
  readonly now = () => this.time;
}

/** A store, closed and removed at the end of the scope. */
export function temporaryStore(clock?: Clock): Disposable & { readonly store: Store; readonly clock: Clock } {
  const folder = temporaryFolder();
  const used = clock ?? new Clock();
  const store = openStore({ home: folder.path, now: used.now });
  return {
    store,
    clock: used,
    [Symbol.dispose]: () => {
      store[Symbol.dispose]();
      folder[Symbol.dispose]();
    },
  };
}

/** What a test starts with. */
export function newOperation(id: string, changes: Partial<NewOperation> = {}): NewOperation {
  const metadata = {
    symbol: "EURUSD",
    timeframe: "1h",
    mode: "training",
    start_date: "2020-01-01",
    end_date: "2021-01-01",
    parameters: { strategy_name: "trend" },
  };
  return {
    operation_id: id,
    operation_type: "training",
    metadata,
    request: { epochs: 3 },
    owner: null,
    ...changes,
  };
}
