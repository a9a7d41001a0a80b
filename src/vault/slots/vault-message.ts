import { keccak256, Signature, type TypedDataDomain, type TypedDataField, TypedDataEncoder } from "ethers";
import { signerOf } from "../../identity/claims";
import { NotAuthorizedError, RefusedError } from "../../shared/errors";

/** Somebody who signs typed data (EIP-712): an ethers Signer, or a wallet behind one. */
export interface TypedSigner {
  signTypedData(domain: TypedDataDomain, types: Record<string, TypedDataField[]>, value: object): Promise<string>;
}

export interface VaultMessage {
  readonly domain: { readonly name: string; readonly version: string; readonly chainId: bigint };
  readonly types: Record<string, TypedDataField[]>;
  readonly message: {
    readonly purpose: string;
    readonly warning: string;
    readonly account: string;
    readonly vault: string;
  };
}

const TYPES: Record<string, TypedDataField[]> = {
  OpenVault: [
    { name: "purpose", type: "string" },
    { name: "warning", type: "string" },
    { name: "account", type: "address" },
    { name: "vault", type: "bytes16" },
  ],
};

/**
 * What an account signs to open a vault: always the same, so that the same key gives the same signature (RFC 6979).
 * It names chain, vault and purpose; a signature over it serves for nothing else. Its words are part of the format.
 */
export function vaultMessageOf(vaultId: string, chainId: string, account: string): VaultMessage {
  return {
    domain: { name: "Regain Vault", version: "1", chainId: BigInt(chainId) },
    types: TYPES,
    message: {
      purpose: "Open my Regain vault",
      warning: "Whoever has this signature can open the vault. Sign it in Regain only, on your own computer.",
      account,
      vault: `0x${vaultId}`,
    },
  };
}

/** Tells whether an account is enrolled, to whoever asks for that account; readers of the file learn no address. */
export function accountTagOf(vaultId: string, account: string): string {
  return keccak256(`0x${vaultId}${account.slice(2).toLowerCase()}`).slice(2);
}

/**
 * Has the account sign, and checks that it did.
 * @return the signature in its one canonical form
 * @throws NotAuthorizedError SignatureDeclined, SignatureInvalid
 */
export async function signVaultMessage(signer: TypedSigner, content: VaultMessage): Promise<string> {
  const { domain, types, message } = content;
  const signature = await signer.signTypedData(domain, types, message).catch((error: unknown) => {
    throw declined(message.account, error);
  });
  const digest = TypedDataEncoder.hash(domain, types, message);
  const canonical = canonicalOf(signature);
  if (canonical !== undefined && signerOf(digest, canonical) === message.account) return canonical;
  throw new NotAuthorizedError(
    "SignatureInvalid",
    `What came back is not the signature of ${message.account} over this message. Nothing was changed.`,
    `Sign with ${message.account} itself, and sign exactly the message that was shown.`,
  );
}

/**
 * Signs twice, as whoever restores will sign once more some day.
 * @throws RefusedError NotDeterministic when the wallet signs the same message differently each time
 */
export async function signVaultMessageTwice(signer: TypedSigner, content: VaultMessage): Promise<string> {
  const first = await signVaultMessage(signer, content);
  if ((await signVaultMessage(signer, content)) === first) return first;
  throw new RefusedError(
    "NotDeterministic",
    `${content.message.account} signs the same message differently each time: its signature could not open the vault again.`,
    "Enroll another account, or keep recovery shares: npx hardhat vault share",
  );
}

/** Wallets write the same signature with v as 0 or 27; one of another length is none. */
function canonicalOf(signature: string): string | undefined {
  try {
    return Signature.from(signature).serialized;
  } catch {
    return undefined;
  }
}

function declined(account: string, error: unknown): NotAuthorizedError {
  const why = error instanceof Error ? `: ${error.message.split("\n")[0] ?? ""}` : "";
  return new NotAuthorizedError(
    "SignatureDeclined",
    `${account} did not sign${why}. Nothing was changed.`,
    "Run the same command again, and sign in the wallet.",
  );
}
