import type { Chain } from "../../src/chain/connect";
import type { ClaimsFile } from "../../src/recovery/files/claims-file";
import type { PlanFile } from "../../src/recovery/files/plan-file";
import type { SignedClaim } from "../../src/identity/claims";
import { BadInputError, NotAuthorizedError, RefusedError } from "../../src/shared/errors";
import { readText } from "./files";

/** @throws RefusedError WrongChain or WrongContract when the plan was made elsewhere */
export async function readPlan(chain: Chain, path: string): Promise<PlanFile> {
  const { parsePlan } = await import("../../src/recovery/files/plan-file");
  const { requireSameDomain } = await import("../../src/chain/connect");
  const plan = parsePlan(await readText(path, "the plan"));
  requireSameDomain(chain, plan, "plan");
  return plan;
}

/** The new wallet's signature. @throws NotAuthorizedError NotAccepted when it is missing or for another case */
export async function readAcceptance(path: string | undefined, plan: PlanFile): Promise<string> {
  const { parseAcceptance } = await import("../../src/recovery/files/acceptance-file");
  if (path === undefined) throw notAccepted(plan, "no acceptance was given");
  const acceptance = parseAcceptance(await readText(path, "the acceptance"));
  if (acceptance.chainId !== plan.chainId) throw notAccepted(plan, `it is for chain ${acceptance.chainId}`);
  if (acceptance.caseId !== plan.caseId) throw notAccepted(plan, `it is for the case ${acceptance.caseId}`);
  return acceptance.signature;
}

/** Claims from files that were signed for this case. */
export async function readClaims(paths: string | undefined): Promise<ClaimsFile[]> {
  if (paths === undefined) return [];
  const { parseClaims } = await import("../../src/recovery/files/claims-file");
  return Promise.all(paths.split(",").map(async (path) => parseClaims(await readText(path, "the claims"))));
}

/** @throws BadInputError ClaimsOfAnotherCase when claims were signed for another identity, case or chain */
export function claimsFor(
  files: readonly ClaimsFile[],
  wanted: { readonly chainId: bigint; readonly caseId: string; readonly newIdentity: string },
): SignedClaim[] {
  const stray = files.find(
    (file) => file.chainId !== wanted.chainId || file.caseId !== wanted.caseId || file.identity !== wanted.newIdentity,
  );
  if (stray === undefined) return files.flatMap((file) => [...file.claims]);
  if (stray.chainId !== wanted.chainId) {
    throw new RefusedError(
      "WrongChain",
      `The claims are for chain ${stray.chainId}, but the node serves chain ${wanted.chainId}.`,
      "Choose the network with --network, or have the claims signed for this chain.",
    );
  }
  throw new BadInputError(
    "ClaimsOfAnotherCase",
    `The claims are for identity ${stray.identity} in case ${stray.caseId} on chain ${stray.chainId}, ` +
      `but this is identity ${wanted.newIdentity} in case ${wanted.caseId} on chain ${wanted.chainId}.`,
    "Have the claims signed for this case: npx hardhat claims request --plan plan.json",
  );
}

function notAccepted(plan: PlanFile, why: string): NotAuthorizedError {
  return new NotAuthorizedError(
    "NotAccepted",
    `The new wallet ${plan.recovery.newWallet} has not accepted the case ${plan.caseId}: ${why}.`,
    "npx hardhat wallet accept --plan plan.json --keystore new-wallet.json --out acceptance.json",
  );
}
