// @ts-types="../../node_modules/windmill-cli/types/deps/jsr.io/@windmill-labs/cliffy-ansi/1.0.0-rc.5/ansi_escapes.d.ts"
export * from "../../node_modules/windmill-cli/esm/deps/jsr.io/@windmill-labs/cliffy-ansi/1.0.0-rc.5/ansi_escapes.js";
