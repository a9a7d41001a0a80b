// Measures our suite beside T-REX 4.1.6, the same story on both. With --json, the last line is one JSON object.
import { ethers } from "hardhat";

import { castOf } from "../../test/stage/cast";
import { regainSide } from "./regain";
import { tellStory } from "./story";
import { tRexSide } from "./t-rex";

interface Row {
  readonly ours: number;
  readonly trex: number;
  readonly ratio: number;
}

async function main(): Promise<void> {
  const cast = castOf(await ethers.getSigners());
  const ours = await tellStory(cast, await regainSide(cast, ethers.provider));
  const trex = await tellStory(cast, await tRexSide(cast, ethers.provider));
  const operations: Record<string, Row> = {};
  for (const [name, gas] of Object.entries(ours)) {
    const other = trex[name];
    if (other === undefined) throw new Error(`T-REX has no ${name}.`);
    operations[name] = { ours: Number(gas), trex: Number(other), ratio: Number((gas * 1000n) / other) / 1000 };
  }
  if (process.argv.includes("--json")) console.log(JSON.stringify({ operations }));
  else console.table(operations);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
