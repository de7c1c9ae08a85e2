// @ts-types="../../node_modules/windmill-cli/types/deps/jsr.io/@std/cli/1.0.0-rc.2/unicode_width.d.ts"
export { unicodeWidth } from "../../node_modules/windmill-cli/esm/deps/jsr.io/@std/cli/1.0.0-rc.2/unicode_width.js";
