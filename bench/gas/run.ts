// Measures our suite beside T-REX 4.1.6, the same stories on both, and fails when a threshold is missed.
// With --json, the last line is one JSON object.
import { ethers } from "hardhat";

import { castOf } from "../../test/stage/cast";
import { authorityCost } from "./authority";
import { onchainIdIssuer, regainIssuer } from "./issuers";
import { tellRecoveries } from "./recovery";
import { regainRecoveries } from "./recovery-regain";
import { tRexRecoveries } from "./recovery-t-rex";
import { regainSide } from "./regain";
import { recoveryRows, rowsOf, type GasReport } from "./report";
import { tellStory } from "./story";
import { tRexSide } from "./t-rex";
import { missedThresholds } from "./thresholds";

/** Where it differs: a claim is checked in these. */
const CLAIM_CHECKED = ["transfer", "transfer2modules", "mint", "addClaim", "isVerified"];

async function measure(): Promise<GasReport> {
  const cast = castOf(await ethers.getSigners());
  const { provider } = ethers;
  const ours = await tellStory(cast, await regainSide(cast, provider, regainIssuer));
  const trex = await tellStory(cast, await tRexSide(cast, provider));
  const mixed = await tellStory(cast, await regainSide(cast, provider, onchainIdIssuer));
  const checked = Object.entries(mixed).filter(([name]) => CLAIM_CHECKED.includes(name));
  return {
    operations: rowsOf(ours, trex),
    recovery: recoveryRows(
      await tellRecoveries(await regainRecoveries(cast, provider)),
      await tellRecoveries(await tRexRecoveries(cast, provider)),
    ),
    apart: {
      accessManagerExecute: Number(await authorityCost(cast)),
      withOnchainIdIssuer: rowsOf(Object.fromEntries(checked), trex),
    },
  };
}

async function main(): Promise<void> {
  const report = await measure();
  const missed = missedThresholds(report);
  if (process.argv.includes("--json")) {
    for (const threshold of missed) console.error(`Missed: ${threshold}.`);
    console.log(JSON.stringify(report));
  } else {
    printTables(report);
    for (const threshold of missed) console.error(`Missed: ${threshold}.`);
  }
  if (missed.length > 0) process.exitCode = 1;
}

function printTables({ operations, recovery, apart }: GasReport): void {
  const { perFurtherToken, ...byTokens } = recovery;
  console.table(operations);
  console.log("The same with ONCHAINID's claim issuer on both sides:");
  console.table(apart.withOnchainIdIssuer);
  console.log("Recovering a holder of so many tokens, every party's transactions counted:");
  const rows = Object.entries(byTokens).map(([tokens, { ours, trex }]) => [
    tokens,
    { ours: ours.gas, "our transactions": ours.transactions, trex: trex.gas, "their transactions": trex.transactions },
  ]);
  console.table({ ...(Object.fromEntries(rows) as object), "each further": perFurtherToken });
  console.log(`A call through AccessManager.execute costs ${apart.accessManagerExecute} more.`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
