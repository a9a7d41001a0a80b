import { AbiCoder, keccak256 } from "ethers";

/** Purposes of a key (ERC-734). A management key may do what the others may. */
export const PURPOSE = { management: 1n, action: 2n, claimSigner: 3n, encryption: 4n } as const;

/** Types of a key (ERC-734). */
export const KEY_TYPE = { ecdsa: 1n, rsa: 2n } as const;

/** The key under which an identity knows an account. */
export function keyOf(account: string): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["address"], [account]));
}
