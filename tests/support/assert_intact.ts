import { assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { homeIn } from "./processes.ts";

/** Asserts that the database of the home in a folder is not damaged. */
export function assertIntact(folder: string): void {
  const database = new DatabaseSync(`${homeIn(folder)}/ktrdr.db`);
  try {
    const rows = database.prepare("PRAGMA integrity_check").all();
    assertEquals(rows.map((row) => ({ ...row })), [{ integrity_check: "ok" }]);
  } finally {
    database.close();
  }
}
