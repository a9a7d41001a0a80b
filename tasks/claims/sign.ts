import { signing, type OutputArgs } from "../io/options";
import { runTask } from "../io/run";
import type { SignerOptions } from "../io/signer";
import { claimsScope } from "./scope";
import { vouching } from "./work/options";
import type { VouchingArgs } from "./work/terms";

export interface SignArgs extends SignerOptions, VouchingArgs, OutputArgs {
  readonly request?: string;
  readonly plan?: string;
  readonly issuer?: string;
  readonly topic?: string;
  readonly claimFormat?: string;
  readonly out: string;
  readonly append: boolean;
}

vouching(
  signing(
    claimsScope
      .task("sign", "Signs, offline, what a request asks for: shows it, asks, and writes it to a file")
      .addOptionalParam("request", "The request that `claims request` wrote")
      .addOptionalParam("plan", "Instead of a request: the plan that the preview wrote")
      .addOptionalParam("issuer", "With --plan: the claim issuer's contract, of which the signer is a claim key")
      .addOptionalParam("topic", "With --plan: the claim's topic, a number")
      .addOptionalParam("claimFormat", "With --plan, where no node can be asked: typed or onchainid-2")
      .addParam("out", "The claims file to write, claims.json for one")
      .addFlag("append", "Add the claims to the file, which an earlier call wrote")
      .addFlag("json", "Print JSON for machines: see docs/json.md"),
  ),
).setAction(async (args: SignArgs, hre) =>
  runTask(args.json, async (out) => {
    const { signRequested } = await import("./work/signing");
    return signRequested(hre, args, out);
  }),
);
