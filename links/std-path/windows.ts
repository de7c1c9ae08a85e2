/**
 * Each from a file of its own: to load them all together takes every start of the program two milliseconds more.
 * @module
 */
// @ts-types="./mod.d.ts"
export { basename } from "npm:deno-std@1.4.0/path/windows/basename.js";
// @ts-types="./mod.d.ts"
export { dirname } from "npm:deno-std@1.4.0/path/windows/dirname.js";
// @ts-types="./mod.d.ts"
export { extname } from "npm:deno-std@1.4.0/path/windows/extname.js";
// @ts-types="./mod.d.ts"
export { fromFileUrl } from "npm:deno-std@1.4.0/path/windows/from_file_url.js";
// @ts-types="./mod.d.ts"
export { isAbsolute } from "npm:deno-std@1.4.0/path/windows/is_absolute.js";
// @ts-types="./mod.d.ts"
export { join } from "npm:deno-std@1.4.0/path/windows/join.js";
// @ts-types="./mod.d.ts"
export { relative } from "npm:deno-std@1.4.0/path/windows/relative.js";
// @ts-types="./mod.d.ts"
export { resolve } from "npm:deno-std@1.4.0/path/windows/resolve.js";
// @ts-types="./mod.d.ts"
export { toFileUrl } from "npm:deno-std@1.4.0/path/windows/to_file_url.js";
