import { createRequire } from "node:module";
import "./build/coverage";
import { commandIn, SCOPES } from "./build/command";
import "./build/solc-from-npm";
import "./build/test-files";
import "./demo/demo";
import "./demo/sandbox";
import { refuseSecrets } from "./io/refuse-secrets";
import "./provision/deploy";

refuseSecrets(process.argv.slice(2));

// A command of ours starts with the tasks of its own scope. An import would be asynchronous, and Hardhat does not wait.
const load = createRequire(__filename);
const command = commandIn(process.argv);
for (const scope of command === undefined ? SCOPES : [command.scope]) load(`./${scope}`);
