/**
 * Paths as the system wants them. The package's own choice between the two kinds asks Node's `process`, for which Deno
 * loads a hundred modules at every start.
 * @module
 */
import * as posix from "./posix.ts";
import * as windows from "./windows.ts";

export const {
  basename,
  dirname,
  extname,
  fromFileUrl,
  isAbsolute,
  join,
  relative,
  resolve,
  toFileUrl,
} = Deno.build.os === "windows" ? windows : posix;
