/**
 * Node's modules that the store stands on. They are asked for here and not imported: a bundler moves imports of them to
 * the top of its one file, and then every start of the program would load them and the hundred modules below them.
 * @module
 */
import type * as Crypto from "node:crypto";
import type * as FileSystem from "node:fs";
import type * as OperatingSystem from "node:os";
import type * as Sqlite from "node:sqlite";
import type * as V8 from "node:v8";

/** `node:crypto`. */
export const crypto: typeof Crypto = process.getBuiltinModule("node:crypto");
/** `node:fs`. */
export const fs: typeof FileSystem = process.getBuiltinModule("node:fs");
/** `node:os`. */
export const os: typeof OperatingSystem = process.getBuiltinModule("node:os");
/** `node:sqlite`. */
export const sqlite: typeof Sqlite = process.getBuiltinModule("node:sqlite");
/** `node:v8`. */
export const v8: typeof V8 = process.getBuiltinModule("node:v8");
