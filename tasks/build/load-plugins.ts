import { createRequire } from "node:module";
import { pluginsFor } from "./plugins";

// An import would be asynchronous, and Hardhat does not wait.
const load = createRequire(__filename);
for (const plugin of pluginsFor(process.argv)) load(plugin);
