import { createRequire } from "node:module";
import { commandIn } from "./build/command";
import { partsFor } from "./build/parts";
import { refuseSecrets } from "./io/refuse-secrets";

refuseSecrets(process.argv.slice(2));

// An import would be asynchronous, and Hardhat does not wait.
const load = createRequire(__filename);
for (const part of partsFor(commandIn(process.argv))) load(`./${part}`);
