import { TypedDataEncoder, type TypedDataDomain, type TypedDataField } from "ethers";
import { claimDigestOf, claimHashOf, type ClaimStatement } from "./claims";

/** What a hardware wallet's screen shows before it signs, worked out from the files alone. */
export interface HashCard {
  /** `Recovery`, `Approval`: the type that is signed; `personal message` for a claim. */
  readonly primaryType: string;
  /** EIP-712 only. */
  readonly domainHash?: string;
  /** EIP-712: the message's struct hash. A personal message: the 32 bytes of it. */
  readonly messageHash: string;
  /** What the signature is over. */
  readonly digest: string;
  readonly addresses: readonly LabelledAddress[];
}

export interface LabelledAddress {
  readonly label: string;
  readonly address: string;
}

export interface TypedMessage {
  readonly domain: TypedDataDomain;
  readonly types: Record<string, TypedDataField[]>;
  readonly message: object;
}

/** The card of an EIP-712 message. Its types must have one that no other type uses. */
export function typedHashCard({ domain, types, message }: TypedMessage): HashCard {
  const encoder = TypedDataEncoder.from(types);
  const values: Record<string, unknown> = { ...message };
  const contract = typeof domain.verifyingContract === "string" ? domain.verifyingContract : undefined;
  const fields = types[encoder.primaryType] ?? [];
  return {
    primaryType: encoder.primaryType,
    domainHash: TypedDataEncoder.hashDomain(domain),
    messageHash: encoder.hash(values),
    digest: TypedDataEncoder.hash(domain, types, values),
    addresses: [
      ...(contract === undefined ? [] : [{ label: "verifying contract", address: contract }]),
      ...fields.flatMap((field) => addressesIn(field, values[field.name])),
    ],
  };
}

/** The card of a claim, which ONCHAINID has signed as a personal message. */
export function claimHashCard(statement: ClaimStatement, issuer: string): HashCard {
  return {
    primaryType: "personal message",
    messageHash: claimHashOf(statement),
    digest: claimDigestOf(statement),
    addresses: [
      { label: "identity", address: statement.identity },
      { label: "claim issuer", address: issuer },
    ],
  };
}

function addressesIn({ name, type }: TypedDataField, value: unknown): LabelledAddress[] {
  if (type === "address") return [{ label: inWords(name), address: value as string }];
  if (type !== "address[]") return [];
  const one = inWords(name).replace(/s$/, "");
  return (value as readonly string[]).map((address, index) => ({ label: `${one} ${index + 1}`, address }));
}

/** `lostWallet` → `lost wallet` */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
