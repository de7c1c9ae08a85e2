// @ts-types="./mod.d.ts"
export * from "../../node_modules/windmill-cli/esm/deps/jsr.io/@windmill-labs/cliffy-command/1.0.0-rc.5/mod.js";
