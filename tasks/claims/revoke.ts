import { engineOf } from "../io/engine";
import { sending, type SendingArgs } from "../io/options";
import { runTask } from "../io/run";
import { claimsScope } from "./scope";
import { aboutSubject } from "./work/options";
import type { SubjectArgs } from "./work/subjects";

export interface RevokeArgs extends SendingArgs, SubjectArgs {
  readonly topic?: string;
  readonly yes: boolean;
}

aboutSubject(
  sending(
    claimsScope
      .task("revoke", "Takes back what issuers said of an identity: the replaced one's, in a case")
      .addOptionalParam("topic", "The one topic; all that the registries require by default")
      .addFlag("yes", "Revoke without asking"),
  ),
).setAction(async (args: RevokeArgs, hre) =>
  runTask(args.json, async (out) => {
    const { revokeHeld } = await import("./work/revoking");
    return revokeHeld(hre, await engineOf(hre, args), args, out);
  }),
);
