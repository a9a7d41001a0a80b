import { ZeroHash, toBeHex, toUtf8Bytes, zeroPadValue } from "ethers";
import { IIdentity__factory, type IIdentity } from "../../../typechain-types";
import type { ClaimStruct } from "../../../typechain-types/contracts/identity/IIdentityFactory";

import type { Player } from "../cast";
import { KYC_TOPIC } from "../holdings";
import { confirm } from "../t-rex/deploy";
import { ECDSA_SCHEME, signClaim } from "../t-rex/onchainid";
import type { SuiteCodes } from "./codes";

/** Who signs claims, and the contract that stands by them. */
export interface Issuer {
  readonly signer: Player;
  readonly address: string;
}

/** A claim on a topic, signed by an issuer for an identity. */
export async function claimFor(issuer: Issuer, identity: string, topic: bigint = KYC_TOPIC): Promise<ClaimStruct> {
  const data = toUtf8Bytes("identity checked");
  const signature = await signClaim(issuer.signer, identity, topic, data);
  return { topic, scheme: ECDSA_SCHEME, issuer: issuer.address, signature, data, uri: "" };
}

/** Creates an identity of ours that `person` manages, with the claims to begin with. */
export async function createIdentity(
  codes: Pick<SuiteCodes, "identityFactory">,
  person: Player,
  {
    issuer,
    topics = [KYC_TOPIC],
    salt = 0n,
  }: { readonly issuer?: Issuer; readonly topics?: readonly bigint[]; readonly salt?: bigint } = {},
): Promise<IIdentity> {
  const factory = codes.identityFactory.connect(person);
  const ownSalt = salt === 0n ? ZeroHash : zeroPadValue(toBeHex(salt), 32);
  const address = await factory.predictIdentity(person, ownSalt);
  const claims: ClaimStruct[] = [];
  if (issuer !== undefined) for (const topic of topics) claims.push(await claimFor(issuer, address, topic));
  await confirm(factory.createIdentity(ownSalt, person, [], claims));
  return IIdentity__factory.connect(address, person);
}
