import { engineOf } from "../io/engine";
import { sending, type SendingArgs } from "../io/options";
import { runTask } from "../io/run";
import { claimsScope } from "./scope";

export interface SubmitArgs extends SendingArgs {
  readonly claims: string;
  readonly wallet?: string;
  readonly registry?: string;
}

sending(
  claimsScope
    .task("submit", "Verifies signed claims, adds them to the identity, and ends the wallet's quarantine")
    .addParam("claims", "The files that issuers signed, with commas between")
    .addOptionalParam("wallet", "The wallets, with commas between, for claims that belong to no case")
    .addOptionalParam("registry", "With --wallet: the identity registry, or several with commas between"),
).setAction(async (args: SubmitArgs, hre) =>
  runTask(args.json, async (out) => {
    const { submitFiles } = await import("./work/submitting");
    return submitFiles(hre, await engineOf(hre, args), args, out);
  }),
);
