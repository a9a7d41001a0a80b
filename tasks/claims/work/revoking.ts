import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Chain } from "../../../src/chain/connect";
import { caseStatusOf } from "../../../src/chain/enums";
import type { ClaimSubject } from "../../../src/claims/claims.types";
import { revokeClaims } from "../../../src/claims/revoke";
import { surveyClaims } from "../../../src/claims/survey";
import { revocationJson } from "../../../src/report/claims-json";
import { renderHeld } from "../../../src/report/render-claims";
import { renderRevocation } from "../../../src/report/render-submission";
import { EXIT, RefusedError } from "../../../src/shared/errors";
import { sendLimits } from "../../io/limits";
import { parseWhole } from "../../io/parameters";
import type { TaskOutput, TaskResult } from "../../io/run";
import { settingOf } from "../../io/setting";
import { chooseSigner } from "../../io/signer";
import { confirmTyped } from "../../io/terminal";
import type { RevokeArgs } from "../revoke";
import { oneSubject } from "./subjects";

/** Shows what would be taken back, asks, and does it. */
export async function revokeHeld(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  args: RevokeArgs,
  out: TaskOutput,
): Promise<TaskResult> {
  const subject = await oneSubject(chain, args);
  const identity = await identityToClear(chain, subject);
  const topic = args.topic === undefined ? undefined : parseWhole(args.topic, "claim topic");
  const { held } = await surveyClaims(chain, subject);
  const claims = held.filter((claim) => claim.identity === identity && (topic === undefined || claim.topic === topic));
  const limits = await sendLimits(args);
  const chosen = await chooseSigner(hre, args, out);
  const setting = settingOf(hre, chain);
  if (claims.length > 0) {
    out.say(`${renderHeld(claims, setting)}\n`);
    await confirmTyped(`REVOKE ${identity.slice(-6)}`, args);
  }
  const signer = (await chosen.unlock()).connect(hre.ethers.provider);
  const revocation = await revokeClaims(chain, signer, identity, claims, limits);
  return {
    text: renderRevocation(revocation, setting),
    json: revocationJson(revocation),
    exitCode: revocation.claims.some(({ outcome }) => outcome === "refused") ? EXIT.incomplete : EXIT.done,
  };
}

/**
 * In a case, the identity that was replaced, and only once it was: until then its holder may still object.
 * @throws RefusedError WrongStatus, IdentityKept
 */
async function identityToClear(chain: Chain, { caseId, identity, lostIdentity }: ClaimSubject): Promise<string> {
  if (caseId === null) return identity;
  const status = caseStatusOf((await chain.agent.caseOf(caseId)).status);
  if (status !== "executed") {
    throw new RefusedError(
      "WrongStatus",
      `The case ${caseId} is ${status}: its holder's identity is not replaced.`,
      `npx hardhat recovery status --case ${caseId}`,
    );
  }
  if (lostIdentity !== null) return lostIdentity;
  throw new RefusedError(
    "IdentityKept",
    `The case ${caseId} kept the identity ${identity}: nothing was replaced.`,
    "To take back what is said of it all the same, name it by --wallet and --registry.",
  );
}
