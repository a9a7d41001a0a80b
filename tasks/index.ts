import "./account";
import "./build/coverage";
import "./build/fault-suite";
import "./build/solc-from-npm";
import "./build/test-files";
import "./claims";
import "./demo/demo";
import "./demo/sandbox";
import "./directory";
import { refuseSecrets } from "./io/refuse-secrets";
import "./provision/deploy";
import "./recovery";
import "./vault";
import "./wallet/accept";
import "./wallet/create";

refuseSecrets(process.argv.slice(2));
