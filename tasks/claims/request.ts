import { engineOf } from "../io/engine";
import { reading, type ReadingArgs } from "../io/options";
import { runTask } from "../io/run";
import { claimsScope } from "./scope";
import { aboutSubject } from "./work/options";
import type { SubjectArgs } from "./work/subjects";

export interface RequestArgs extends ReadingArgs, SubjectArgs {
  readonly issuer?: string;
  readonly vault?: string;
  readonly out: string;
}

aboutSubject(
  reading(
    claimsScope
      .task("request", "Write a request for what is missing, a file for each issuer")
      .addOptionalParam("issuer", "The issuers who may be asked, with commas between; all who are trusted by default")
      .addOptionalParam("vault", "The holder's vault: what it kept is asked for again where the chain has it no more")
      .addOptionalParam("out", "The folder to write the requests into", "."),
  ),
).setAction(async (args: RequestArgs, hre) =>
  runTask(args.json, async (out) => {
    const { requestMissing } = await import("./work/requesting");
    return requestMissing(hre, await engineOf(hre, args), args, out);
  }),
);
