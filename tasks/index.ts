import "./build/coverage";
import "./build/solc-from-npm";
import "./claims/sign";
import "./wallet/accept";
import "./wallet/create";
import { refuseSecrets } from "./io/refuse-secrets";

refuseSecrets(process.argv.slice(2));
