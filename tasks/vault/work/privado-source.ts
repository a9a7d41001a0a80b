import { hexlify } from "ethers";
import { BadInputError } from "../../../src/shared/errors";
import { quote } from "../../../src/shared/wording";
import { parsePrivateKey } from "../../../src/vault/foreign/ethereum/private-key";
import { derivePrivadoIdentity, parseDidNetwork, privadoItem } from "../../../src/vault/foreign/privado/identity";
import { OLD_SIGN_TEXTS, parsePrivadoSeed, seedFromOldSignature } from "../../../src/vault/foreign/privado/seed";
import { readText } from "../../io/files";
import type { TaskOutput } from "../../io/run";
import { askPassword } from "../../io/terminal";
import type { PrivadoArgs } from "../privado";
import type { ImportSource } from "./sources";

const LARGEST_SECRET = 4096;
const ONLY_THE_DID =
  "A seed brings back the DID alone: profiles and the credentials that issuers gave come from a backup or from their server.";

/** The identity of a seed, shown before the vault is opened. */
export async function privadoSource(args: PrivadoArgs, out: TaskOutput): Promise<ImportSource> {
  const where = parseDidNetwork(args.didNetwork);
  const seed = await readSeed(args);
  const identity = await derivePrivadoIdentity(seed, where);
  out.say(`The seed is of this identity:\n  ${identity.did}\n`);
  const identities = [privadoItem(hexlify(seed), identity, args.name)];
  const items = { identities, accounts: [], addressBook: [], claims: [] };
  return { open: () => Promise.resolve({ items, warnings: [ONLY_THE_DID] }) };
}

async function readSeed({ in: file, oldText }: PrivadoArgs): Promise<Uint8Array> {
  const text = oldText === undefined ? undefined : parseOldText(oldText);
  const secret =
    file === undefined
      ? await askPassword(text === undefined ? "The seed:" : "The account's private key:", "REGAIN_PRIVATE_KEY")
      : await readText(file, "the seed", LARGEST_SECRET);
  return text === undefined
    ? parsePrivadoSeed(secret)
    : seedFromOldSignature(parsePrivateKey(secret, "").secretKey, text);
}

function parseOldText(number: string): (typeof OLD_SIGN_TEXTS)[number] {
  const text = OLD_SIGN_TEXTS[Number(number) - 1];
  if (text !== undefined) return text;
  const known = OLD_SIGN_TEXTS.map((each, index) => `${index + 1}: ${JSON.stringify(each)}`).join("; ");
  throw new BadInputError(
    "BadNumber",
    `--old-text ${quote(number)} is none of the texts.`,
    `Give one of these: ${known}`,
  );
}
