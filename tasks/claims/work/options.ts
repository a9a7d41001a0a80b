import type { ConfigurableTaskDefinition } from "hardhat/types";

/** For tasks about the claims of a case's new wallet, or of wallets that are registered. */
export function aboutSubject(task: ConfigurableTaskDefinition): ConfigurableTaskDefinition {
  return task
    .addOptionalParam("case", "A case that was proposed, by its id")
    .addOptionalParam("plan", "Instead of a case: the plan of one that need not be proposed yet")
    .addOptionalParam("wallet", "Instead of a case: a registered wallet, or several with commas between")
    .addOptionalParam("user", "Instead of a case: a user of the directory, by their id, e-mail address or any wallet")
    .addOptionalParam("registry", "With --wallet or --user: the identity registry, or several with commas between");
}

/** For tasks that say something in an issuer's name. */
export function vouching(task: ConfigurableTaskDefinition): ConfigurableTaskDefinition {
  return task
    .addOptionalParam("data", "What the claims say, instead of what was said before: bytes in hexadecimal")
    .addOptionalParam("text", "What the claims say, instead of what was said before: a text")
    .addOptionalParam(
      "validUntil",
      "The last day of typed claims, such as 2027-12-31; none for no end. A year by default",
    )
    .addOptionalParam("uri", "Where more about the claims is kept", "")
    .addFlag("yes", "Sign without asking: for scripts that have shown it before");
}
