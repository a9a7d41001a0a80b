import { scope } from "hardhat/config";
import type { Signer } from "ethers";
import type { PlanFile } from "../../src/recovery/files/plan-file";
import { typedHashCard } from "../../src/identity/hash-card";
import { onNetwork, shellWord } from "../../src/report/commands";
import { renderHashCard } from "../../src/report/render-hash-card";
import { renderAcceptanceRequest } from "../../src/report/render-wallet";
import { NotAuthorizedError } from "../../src/shared/errors";
import { readText, requireFree, writeNew } from "../io/files";
import { runTask, type TaskOutput } from "../io/run";
import { chooseSigner, type SignerOptions } from "../io/signer";
import { confirmTyped } from "../io/terminal";

interface AcceptArgs extends SignerOptions {
  readonly plan: string;
  readonly out: string;
  readonly yes: boolean;
  readonly json: boolean;
}

scope("wallet")
  .task("accept", "Signs, offline, that somebody holds the new wallet's key and accepts the recovery")
  .addParam("plan", "The plan that the preview wrote")
  .addOptionalParam("keystore", "The new wallet's keystore")
  .addOptionalParam("signer", "Instead of a keystore: the index of one of the network's accounts")
  .addParam("out", "The acceptance file to write, acceptance.json for one")
  .addFlag("yes", "Do not ask for a typed confirmation")
  .addFlag("json", "Print JSON for machines")
  .setAction(async (args: AcceptArgs, hre) =>
    runTask(args.json, async (out) => {
      const { parsePlan } = await import("../../src/recovery/files/plan-file");
      const { encodeAcceptance } = await import("../../src/recovery/files/acceptance-file");
      const plan = parsePlan(await readText(args.plan, "the plan"));
      const { newWallet } = plan.recovery;
      const holder = await chooseSigner(hre, args, out);
      if (holder.address !== newWallet) throw notTheNewWallet(holder.address, newWallet);
      await requireFree(args.out);
      await showAcceptance(plan, out);
      await confirmTyped(`ACCEPT ${newWallet.slice(-6)}`, args);
      const signature = await signAcceptance(await holder.unlock(), plan);
      await writeNew(args.out, encodeAcceptance({ ...plan, signature }));
      const next = `npx hardhat recovery propose --plan ${shellWord(args.plan)} --acceptance ${shellWord(args.out)}`;
      return {
        text: `✔ Accepted; the signature is in ${args.out}\n\nNext, the operator proposes the case:\n  ${onNetwork(next, { network: hre.network.name })}`,
        json: { caseId: plan.caseId, newWallet, file: args.out },
      };
    }),
  );

async function showAcceptance(plan: PlanFile, out: TaskOutput): Promise<void> {
  const { RECOVERY_TYPES, typedDomainOf } = await import("../../src/recovery/recovery");
  out.say(renderAcceptanceRequest(plan.recovery, plan.newIdentity));
  const message = { domain: typedDomainOf(plan), types: RECOVERY_TYPES, message: plan.recovery };
  out.say(`${renderHashCard(typedHashCard(message))}\n`);
}

async function signAcceptance(signer: Signer, plan: PlanFile): Promise<string> {
  const { RECOVERY_TYPES, typedDomainOf } = await import("../../src/recovery/recovery");
  return signer.signTypedData(typedDomainOf(plan), RECOVERY_TYPES, plan.recovery);
}

function notTheNewWallet(signer: string, newWallet: string): NotAuthorizedError {
  return new NotAuthorizedError(
    "NotAccepted",
    `The plan's new wallet is ${newWallet}, but ${signer} would sign.`,
    `Sign with the keystore of ${newWallet}, or have a plan made for ${signer}: npx hardhat recovery preview --new ${signer} …`,
  );
}
