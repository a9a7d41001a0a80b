import { BadInputError } from "../../src/shared/errors";
import { findSecretInArguments } from "../../src/shared/secrets";
import { reportError } from "./run";

/**
 * Ends the program when a secret stands on its command line. Called while Hardhat loads its configuration, before it
 * parses a task's arguments: it would repeat an argument that it does not know.
 */
export function refuseSecrets(argv: readonly string[]): void {
  const option = findSecretInArguments(argv);
  if (option === undefined) return;
  const error = new BadInputError(
    "SecretOnCommandLine",
    `A secret seems to stand on the command line (${option}), where this computer's other users and the shell's history can read it.`,
    "Change that secret if it is real. Passwords are prompted for, or read from REGAIN_PASSWORD; keys come in an encrypted keystore: npx hardhat wallet create --out new-wallet.json",
  );
  reportError(error, argv.includes("--json"));
  process.exit(error.exitCode);
}
