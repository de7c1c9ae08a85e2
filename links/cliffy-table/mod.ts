// @ts-types="../../node_modules/windmill-cli/types/deps/jsr.io/@windmill-labs/cliffy-table/1.0.0-rc.5/mod.d.ts"
export * from "../../node_modules/windmill-cli/esm/deps/jsr.io/@windmill-labs/cliffy-table/1.0.0-rc.5/mod.js";
