import { isPermitted } from "../../permissions.ts";
import { readBounded } from "../read_bounded.ts";
import { decodeText } from "../decode_text.ts";

/** How many connections a server takes. */
interface Capacity {
  /** Most at once. */
  connections: number;
  /**
   * Most that the system keeps until the server accepts them. As many may be accepted before the first of them is looked
   * at, and as many more before the first of those is closed.
   */
  backlog: number;
}

/** More clients at once than one machine's engine has any use for, and Node's own backlog. */
const most: Capacity = { connections: 1_000, backlog: 511 };
/** File descriptors that the program needs for itself, and those of a job: databases, models, a thread's own. */
const ownDescriptors = 64;
const descriptorsPerJob = 16;
const limitsFile = "/proc/self/limits";

/** So many connections that the files of as many jobs as there are cores can be opened, whoever connects. */
export async function findCapacity(cores: number): Promise<Capacity> {
  const limit = await descriptorLimit();
  return limit === undefined ? most : capacityFor(limit, cores);
}

/** The same where the process may have `limit` files open. */
export function capacityFor(limit: number, cores: number): Capacity {
  // With hardly any left, what there is goes in halves.
  const room = Math.max(limit - ownDescriptors - cores * descriptorsPerJob, Math.floor(limit / 4));
  const backlog = Math.min(most.backlog, Math.max(1, Math.floor(room / 4)));
  return { connections: Math.max(1, Math.min(most.connections, room - 2 * backlog)), backlog };
}

/** How many files this process may have open; undefined where the system does not tell, or Deno does not let us ask. */
async function descriptorLimit(): Promise<number | undefined> {
  if (!isPermitted({ name: "read", path: limitsFile })) return undefined;
  const text = decodeText(await readBounded(limitsFile, { limit: 64 * 1024 }).catch(() => new Uint8Array()));
  const [, limit] = /^Max open files\s+(\d+)/m.exec(text) ?? [];
  return limit === undefined ? undefined : Number(limit);
}
