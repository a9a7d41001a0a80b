import { Wallet } from "ethers";
import type { PlanFile } from "../../src/recovery/files/plan-file";
import { caseIdOf, type Recovery } from "../../src/recovery/recovery";

const key = (last: number): string => `0x${last.toString(16).padStart(64, "0")}`;

/** Accounts whose keys everybody knows: for signatures only. */
export const PAPER_CAST = {
  newWallet: new Wallet(key(0x11)),
  custodian: new Wallet(key(0x12)),
  issuerKey: new Wallet(key(0x13)),
  thief: new Wallet(key(0x14)),
} as const;

export const PAPER_RECOVERY: Recovery = {
  registry: "0x1111111111111111111111111111111111111111",
  lostWallet: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
  newWallet: PAPER_CAST.newWallet.address,
  identity: "0x0000000000000000000000000000000000000000",
  tokens: ["0x2222222222222222222222222222222222222222", "0x3333333333333333333333333333333333333333"],
  evidence: key(0xe),
  nonce: 2n ** 70n,
};

const DOMAIN = { chainId: 31337n, agent: "0x5FbDB2315678afecb367f032d93F642f64180aa3" };

/** A plan that no chain knows, for whatever works offline. */
export function paperPlan(recovery: Partial<Recovery> = {}): PlanFile {
  const whole = { ...PAPER_RECOVERY, ...recovery };
  return {
    ...DOMAIN,
    caseId: caseIdOf(DOMAIN, whole),
    recovery: whole,
    newIdentity: "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512",
    seen: { tokens: [{ balance: "1000000000000000000000", paused: false }], block: 12 },
  };
}
