import { engineOf } from "../io/engine";
import { sending, type SendingArgs } from "../io/options";
import { runTask } from "../io/run";
import { claimsScope } from "./scope";
import { aboutSubject, vouching } from "./work/options";
import type { SubjectArgs } from "./work/subjects";
import type { VouchingArgs } from "./work/terms";

export interface ReissueArgs extends SendingArgs, SubjectArgs, VouchingArgs {
  readonly out?: string;
}

vouching(
  aboutSubject(
    sending(
      claimsScope
        .task("reissue", "Signs what is missing with an issuer's key, and hands it in")
        .addOptionalParam("out", "Write the claims to this file; needed where the identity does not exist yet"),
    ),
  ),
).setAction(async (args: ReissueArgs, hre) =>
  runTask(args.json, async (out) => {
    const { reissueMissing } = await import("./work/reissuing");
    return reissueMissing(hre, await engineOf(hre, args), args, out);
  }),
);
