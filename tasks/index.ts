import "./build/coverage";
import "./build/solc-from-npm";
import { refuseSecrets } from "./io/refuse-secrets";

refuseSecrets(process.argv.slice(2));
