import "./build/coverage";
import "./build/solc-from-npm";
import "./claims/sign";
import "./demo/demo";
import "./demo/sandbox";
import "./directory";
import { refuseSecrets } from "./io/refuse-secrets";
import "./provision/deploy";
import "./recovery";
import "./wallet/accept";
import "./wallet/create";

refuseSecrets(process.argv.slice(2));
