import { scope } from "hardhat/config";
import type { SignedClaim } from "../../src/identity/claims";
import type { ClaimsFile } from "../../src/recovery/files/claims-file";
import type { PlanFile } from "../../src/recovery/files/plan-file";
import { claimHashCard } from "../../src/identity/hash-card";
import { nameTopic } from "../../src/identity/topics";
import { onNetwork, shellWord } from "../../src/report/commands";
import { renderHashCard } from "../../src/report/render-hash-card";
import { parseAddress } from "../../src/shared/addresses";
import { BadInputError } from "../../src/shared/errors";
import { readText, replaceFile, requireFree, writeNew } from "../io/files";
import { parseContent, parseWhole } from "../io/parameters";
import { runTask } from "../io/run";
import { chooseSigner, type SignerOptions } from "../io/signer";

interface SignArgs extends SignerOptions {
  readonly plan: string;
  readonly issuer: string;
  readonly topic: string;
  readonly data?: string;
  readonly text?: string;
  readonly uri: string;
  readonly out: string;
  readonly append: boolean;
  readonly json: boolean;
}

scope("claims", "What issuers say of an identity")
  .task("sign", "Signs, offline, a claim for the identity that a plan will create")
  .addParam("plan", "The plan that the preview wrote")
  .addParam("issuer", "The claim issuer's contract, of which the signer is a claim key")
  .addParam("topic", "The claim's topic, a number")
  .addOptionalParam("data", "The claim's content: bytes in hexadecimal")
  .addOptionalParam("text", "The claim's content: a text")
  .addOptionalParam("uri", "Where more about the claim is kept", "")
  .addOptionalParam("keystore", "The signer's keystore")
  .addOptionalParam("signer", "Instead of a keystore: the index of one of the network's accounts")
  .addParam("out", "The claims file to write, claims.json for one")
  .addFlag("append", "Add the claim to the file, which an earlier call wrote")
  .addFlag("json", "Print JSON for machines")
  .setAction(async (args: SignArgs, hre) =>
    runTask(args.json, async (out) => {
      const { signClaim } = await import("../../src/identity/claims");
      const { parsePlan } = await import("../../src/recovery/files/plan-file");
      const plan = parsePlan(await readText(args.plan, "the plan"));
      const issuer = parseAddress(args.issuer, "the claim issuer");
      const topic = parseWhole(args.topic, "claim topic");
      const statement = { identity: plan.newIdentity, topic, data: parseContent(args.data, args.text) };
      const earlier = await earlierClaims(args, plan);
      const signer = await chooseSigner(hre, args, out);
      out.say(`${signer.address} signs for ${issuer}: ${nameTopic(topic)} of ${plan.newIdentity}\n`);
      out.say(`${renderHashCard(claimHashCard(statement, issuer))}\n`);
      const claim = await signClaim(await signer.unlock(), statement, issuer, args.uri);
      const claims = [...earlier.filter((other) => !replaces(claim, other)), claim];
      await writeClaims(args, { chainId: plan.chainId, caseId: plan.caseId, identity: plan.newIdentity, claims });
      return {
        text: renderSigned(args.out, plan.caseId, claims, hre.network.name),
        json: {
          caseId: plan.caseId,
          identity: plan.newIdentity,
          signer: signer.address,
          claims: claims.map((signed) => ({ issuer: signed.issuer, topic: signed.topic })),
          file: args.out,
        },
      };
    }),
  );

/** The claims that the file holds already, where it is to be added to. */
async function earlierClaims({ out: file, append }: SignArgs, plan: PlanFile): Promise<readonly SignedClaim[]> {
  if (!append) {
    await requireFree(file);
    return [];
  }
  const { parseClaims } = await import("../../src/recovery/files/claims-file");
  const found = parseClaims(await readText(file, "the claims file"));
  if (found.caseId === plan.caseId && found.chainId === plan.chainId && found.identity === plan.newIdentity) {
    return found.claims;
  }
  throw new BadInputError(
    "OtherCase",
    `${file} holds claims for the case ${found.caseId}, but the plan is of ${plan.caseId}.`,
    "Leave out --append and give a new file with --out.",
  );
}

/** An identity keeps one claim of each issuer for each topic. */
function replaces(claim: SignedClaim, other: SignedClaim): boolean {
  return claim.issuer === other.issuer && claim.topic === other.topic;
}

async function writeClaims({ out: file, append }: SignArgs, content: ClaimsFile): Promise<void> {
  const { encodeClaims } = await import("../../src/recovery/files/claims-file");
  await (append ? replaceFile : writeNew)(file, encodeClaims(content));
}

function renderSigned(file: string, caseId: string, claims: readonly SignedClaim[], network: string): string {
  return [
    `✔ Signed; ${file} holds:`,
    ...claims.map(({ issuer, topic }) => `  ${nameTopic(topic)}, by ${issuer}`),
    "",
    "Next, the operator hands it over when the case executes:",
    `  ${onNetwork(`npx hardhat recovery execute --case ${caseId} --claims ${shellWord(file)}`, { network })}`,
  ].join("\n");
}
