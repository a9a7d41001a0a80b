import { resolve } from "node:path";

/** The repository, also for what was transpiled into its cache. */
export const ROOT = resolve(__dirname, __dirname.includes("/cache/faults/") ? "../../../../.." : "../..");
