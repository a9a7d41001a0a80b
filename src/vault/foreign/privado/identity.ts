import { BadInputError } from "../../../shared/errors";
import { quote } from "../../../shared/wording";
import type { VaultIdentity } from "../../vault.types";

/*
 * An identity of iden3 (Privado ID, once Polygon ID) out of its 32-byte seed: the seed is a Baby Jubjub key, the key makes
 * the first claim, the claim makes the first state, and the state names the identity.
 * https://docs.iden3.io/getting-started/identity/identity-state/
 */

/** Where an identity lives: `iden3:polygon:amoy`, as it stands in its DID. */
export interface DidNetwork {
  readonly method: string;
  readonly blockchain: string;
  readonly network: string;
}

export interface PrivadoIdentity {
  readonly did: string;
  /** The public key, as the claim names it. */
  readonly x: bigint;
  readonly y: bigint;
  /** The first claim, as hex, byte for byte as js-sdk makes it. */
  readonly authClaim: string;
  readonly genesisState: bigint;
}

const NO_ROOT = 0n;
/** What the Merkle tree hashes into the place of a leaf. */
const LEAF = 1n;

/** The packages are large, and few commands need them. */
async function loadIden3() {
  const [crypto, core] = await Promise.all([import("@iden3/js-crypto"), import("@iden3/js-iden3-core")]);
  return { ...crypto, ...core };
}

/**
 * The identity that a seed makes.
 * @throws BadInputError BadDidNetwork
 */
export async function derivePrivadoIdentity(seed: Uint8Array, where: DidNetwork): Promise<PrivadoIdentity> {
  const iden3 = await loadIden3();
  requireKnown(where, iden3.DidMethodNetwork);
  const [x, y] = new iden3.PrivateKey(seed).public().p;
  const claim = iden3.Claim.newClaim(
    iden3.SchemaHash.authSchemaHash,
    iden3.ClaimOptions.withIndexDataInts(x, y),
    iden3.ClaimOptions.withRevocationNonce(0n),
  );
  const { hi, hv } = claim.hiHv();
  const claimsRoot = iden3.poseidon.hash([hi, hv, LEAF]);
  const genesisState = iden3.idenState(claimsRoot, NO_ROOT, NO_ROOT);
  const type = iden3.buildDIDType(where.method, where.blockchain, where.network);
  const did = iden3.DID.newFromIdenState(type, genesisState).string();
  return { did, x, y, authClaim: claim.hex(), genesisState };
}

/** As a vault keeps it. The seed alone brings back the DID: no profiles, and no credential that anybody issued. */
export function privadoItem(seed: string, { did }: PrivadoIdentity, name: string): VaultIdentity {
  return { id: did, name, chain: did.split(":").slice(1, 4).join(":"), address: did, secret: seed };
}

/** @throws BadInputError BadDidNetwork */
export function parseDidNetwork(text: string): DidNetwork {
  const [method = "", blockchain = "", network = "", ...more] = text.split(":");
  if (network !== "" && more.length === 0) return { method, blockchain, network };
  throw badNetwork(text, "it has to have three parts");
}

function requireKnown(where: DidNetwork, known: Readonly<Record<string, Readonly<Record<string, number>>>>): void {
  const { method, blockchain, network } = where;
  const networks = Object.keys(Object.hasOwn(known, method) ? (known[method] ?? {}) : {});
  if (networks.includes(`${blockchain}:${network}`)) return;
  throw badNetwork(`${method}:${blockchain}:${network}`, "iden3 knows no such network");
}

function badNetwork(text: string, why: string): BadInputError {
  return new BadInputError(
    "BadDidNetwork",
    `${quote(text)} does not say where a DID lives: ${why}.`,
    "Give it as it stands in the DID after did:, such as iden3:polygon:amoy or polygonid:polygon:main.",
  );
}
