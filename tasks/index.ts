import "./build/coverage";
import "./build/solc-from-npm";
import "./demo/demo";
import "./demo/sandbox";
import "./recovery";
import { refuseSecrets } from "./io/refuse-secrets";

refuseSecrets(process.argv.slice(2));
