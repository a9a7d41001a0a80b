import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { isVerified } from "../../../src/chain/registry";
import { readToken } from "../../../src/chain/token";
import { summarizeClaims, type ClaimsSummary } from "../../../src/claims/summary";
import { isSettled } from "../../../src/recovery/outcome";
import { viewCase } from "../../../src/recovery/view-case";
import { formatDecimal } from "../../../src/shared/decimals";
import { engineOf } from "../../io/engine";
import { stepsSince, totalOf, type Step } from "./gas";
import { TARGETS, type TargetOption } from "./target";

/** What the story came to, for people and for machines. */
export interface Summary {
  readonly target: TargetOption;
  readonly steps: readonly Step[];
  readonly lines: readonly string[];
  readonly json: object;
}

/** Read from the chain, not from what the steps said. */
export async function summarize(
  hre: HardhatRuntimeEnvironment,
  target: TargetOption,
  caseId: string,
  firstBlock: number,
): Promise<Summary> {
  const chain = await engineOf(hre, {});
  const view = await viewCase(chain, caseId);
  const { lostWallet, newWallet, registry } = view.recovery;
  const tokens = await Promise.all(
    view.tokens.map(async ({ address, symbol, decimals, outcome, reason }) => {
      const [held, left] = await Promise.all([
        readToken(chain, address, newWallet),
        readToken(chain, address, lostWallet),
      ]);
      const { balance, frozen, walletFrozen } = held;
      return { address, symbol, decimals, outcome, reason, balance, frozen, walletFrozen, leftBehind: left.balance };
    }),
  );
  const recovered = tokens.filter(({ outcome, leftBehind }) => isSettled(outcome) && leftBehind === 0n).length;
  const status = recovered === tokens.length ? "completed" : recovered > 0 ? "partial" : "failed";
  const steps = await stepsSince(hre, chain, firstBlock);
  const verified = await isVerified(chain, registry, newWallet);
  const claims = await summarizeClaims(chain, caseId);
  const lines = tokens.map(
    ({ symbol, balance, decimals, frozen, walletFrozen }) =>
      `  ${symbol}  ${formatDecimal(balance, decimals)}` +
      (frozen > 0n ? `, of which ${formatDecimal(frozen, decimals)} frozen` : "") +
      (walletFrozen ? ", wallet frozen as before" : ""),
  );
  const shown = tokens.map(({ address, symbol, outcome, reason, balance, frozen }) => {
    return { address, symbol, outcome, reason, balance, frozen };
  });
  const { name } = TARGETS[target];
  const counts = { recovered, total: tokens.length, ...totalOf(steps) };
  const json = { status, target: name, tokens: shown, ...counts, verified, claims };
  const title = `✔ ${recovered} of ${tokens.length} tokens are with ${newWallet}, ${verified ? "verified" : "NOT verified"}:`;
  return { target, steps, lines: [title, ...lines, "", claimsInWords(claims)], json };
}

function claimsInWords({ signedAhead, reissued, revoked, verifiedAtExecution }: ClaimsSummary): string {
  const since = verifiedAtExecution ? "in the very block of the execution" : "only after the execution";
  const counts = [`${signedAhead} signed ahead`, `${reissued} reissued`, `${revoked} of the lost identity revoked`];
  return `  Claims: ${counts.join(", ")}; verified ${since}.`;
}
