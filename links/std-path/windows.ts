// @ts-types="./mod.d.ts"
export {
  basename,
  dirname,
  extname,
  fromFileUrl,
  isAbsolute,
  join,
  relative,
  resolve,
  toFileUrl,
} from "npm:deno-std@1.4.0/path/windows/mod.js";
