import type { Signer } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { ClaimRequest } from "../../../src/claims/request";
import { signAll } from "../../../src/claims/reissue";
import { vouchingCard, vouchingsOf, type Vouching } from "../../../src/claims/vouching";
import type { SignedClaim } from "../../../src/identity/claims";
import { nameTopic } from "../../../src/identity/topics";
import { encodeClaims, parseClaims, type ClaimsFile } from "../../../src/recovery/files/claims-file";
import { onNetwork, shellWord } from "../../../src/report/commands";
import { renderVouchings } from "../../../src/report/render-vouching";
import { BadInputError } from "../../../src/shared/errors";
import { readText, replaceFile, requireFree, writeNew } from "../../io/files";
import type { TaskOutput, TaskResult } from "../../io/run";
import { chooseSigner, type ChosenSigner } from "../../io/signer";
import { confirmTyped } from "../../io/terminal";
import { ownTopics } from "../../io/topics";
import type { SignArgs } from "../sign";
import { askedOf } from "./asked";
import { termsOf } from "./terms";

/** Shows what an issuer is about to say, asks, signs, and writes it down. */
export async function signRequested(
  hre: HardhatRuntimeEnvironment,
  args: SignArgs,
  out: TaskOutput,
): Promise<TaskResult> {
  const request = await askedOf(hre, args);
  if (request.format === "onchainid-2" && args.validUntil !== undefined) throw noTimes(request);
  const earlier = await earlierClaims(args, request);
  const chosen = await chooseSigner(hre, args, out);
  const vouchings = vouchingsOf(request, termsOf(args));
  const signer = await confirmVouchings(chosen, vouchings, args, out);
  const fresh = await signAll(signer, vouchings, args.uri);
  const claims = [...earlier.filter((other) => !fresh.some((claim) => replaces(claim, other))), ...fresh];
  const { chainId, caseId, identity } = request;
  await writeClaims(args, { chainId, caseId, identity, claims });
  return {
    text: renderSigned(args.out, request, claims, hre.network.name),
    json: {
      caseId,
      identity,
      signer: chosen.address,
      claims: claims.map(({ issuer, topic }) => ({ issuer, topic })),
      file: args.out,
    },
  };
}

/** Shows every claim with its hash card, and asks for the identity by name. */
export async function confirmVouchings(
  chosen: ChosenSigner,
  vouchings: readonly Vouching[],
  { yes }: { readonly yes: boolean },
  out: TaskOutput,
): Promise<Signer> {
  const shown = vouchings.map((vouching) => ({ vouching, card: vouchingCard(vouching) }));
  out.say(`${renderVouchings(shown, chosen.address, ownTopics())}\n`);
  await confirmTyped(`VOUCH ${(vouchings[0]?.subject ?? "").slice(-6)}`, { yes });
  return chosen.unlock();
}

/** The claims that the file holds already, where it is to be added to. */
async function earlierClaims({ out: file, append }: SignArgs, request: ClaimRequest): Promise<readonly SignedClaim[]> {
  if (!append) {
    await requireFree(file);
    return [];
  }
  const found = parseClaims(await readText(file, "the claims file"));
  const { chainId, caseId, identity } = request;
  if (found.caseId === caseId && found.chainId === chainId && found.identity === identity) return found.claims;
  throw new BadInputError(
    "OtherCase",
    `${file} holds claims for ${inWords(found)}, but these are for ${inWords(request)}.`,
    "Leave out --append and give a new file with --out.",
  );
}

function inWords({ chainId, caseId, identity }: Pick<ClaimRequest, "chainId" | "caseId" | "identity">): string {
  return `identity ${identity} in ${caseId === null ? "no case" : `case ${caseId}`} on chain ${chainId}`;
}

/** An identity keeps one claim of each issuer for each topic. */
function replaces(claim: SignedClaim, other: SignedClaim): boolean {
  return claim.issuer === other.issuer && claim.topic === other.topic;
}

async function writeClaims({ out: file, append }: SignArgs, content: ClaimsFile): Promise<void> {
  await (append ? replaceFile : writeNew)(file, encodeClaims(content));
}

function noTimes({ issuer }: ClaimRequest): BadInputError {
  return new BadInputError(
    "ConflictingOptions",
    `Claims of ${issuer} carry no time: it is an issuer of ONCHAINID 2.x.`,
    "Leave out --valid-until; such a claim holds until it is revoked.",
  );
}

function renderSigned(
  file: string,
  { caseId, wallet }: ClaimRequest,
  claims: readonly SignedClaim[],
  network: string,
): string {
  const submit = `npx hardhat claims submit --claims ${shellWord(file)}${caseId === null ? ` --wallet ${wallet} --registry <registry>` : ""}`;
  const execute = `npx hardhat recovery execute --case ${caseId ?? ""} --claims ${shellWord(file)}`;
  return [
    `✔ Signed; ${file} holds:`,
    ...claims.map(({ issuer, topic }) => `  ${nameTopic(topic, ownTopics())}, by ${issuer}`),
    "",
    ...(caseId === null
      ? ["Next, the operator hands it in:"]
      : [
          "Next, the operator hands it over when the case executes; once it has, with claims submit:",
          `  ${onNetwork(execute, { network })}`,
        ]),
    `  ${onNetwork(submit, { network })}`,
  ].join("\n");
}
