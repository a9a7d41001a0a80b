import { HDNodeWallet } from "ethers";
import type { NewPasswordKdf } from "../../src/vault/slots/password-slot";
import { createVault, type NewVault, type OpenVault } from "../../src/vault/vault";
import type { VaultPayload } from "../../src/vault/vault.types";

const PHRASE = "test test test test test test test test test test test junk";

export const PASSWORD = "correct horse battery";
/** Tests try thousands of passwords: what they try costs next to nothing. */
export const CHEAP: NewPasswordKdf = { name: "argon2id", memoryKiB: 8, passes: 1, lanes: 1 };
export const NETWORK = { chainId: "31337", genesisHash: null };
export const CHAIN = "eip155:31337";

export function walletAt(index: number): HDNodeWallet {
  return HDNodeWallet.fromPhrase(PHRASE, undefined, `m/44'/60'/0'/0/${index}`);
}

/** What a holder keeps: an identity with two claims, its account, and the address of somebody else. */
export const HOLDERS: VaultPayload = {
  identities: [{ id: "1", name: "My passport", chain: CHAIN, address: "0x5FbDB2315678afecb367f032d93F642f64180aa3" }],
  accounts: [
    {
      name: "Savings",
      type: "ethereum",
      chain: CHAIN,
      address: walletAt(1).address,
      origin: "restored",
      identity: "1",
      key: { format: "web3", keystore: { version: 3, id: "canary-keystore" } },
    },
  ],
  addressBook: [{ name: "Grocer", chain: CHAIN, address: walletAt(2).address, note: "pays on Fridays" }],
  claims: [
    {
      kind: "claim",
      identity: "1",
      issuer: "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512",
      topic: "1",
      scheme: "1",
      signature: `0x${"ab".repeat(65)}`,
      data: "0x01",
      uri: "https://issuer.example/claims/1",
    },
    { kind: "credential", identity: "1", id: "urn:credential:7", content: { type: ["Membership"], level: 3 } },
  ],
  settings: {},
};

export function newVault(change: Partial<NewVault> = {}, password = PASSWORD): Promise<OpenVault> {
  const made = { kind: "vault" as const, network: NETWORK, createdAt: new Date("2026-11-21T08:00:00Z") };
  return createVault({ ...made, payload: HOLDERS, ...change }, password, CHEAP);
}
