import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { formatOfIssuer } from "../../../src/chain/claim-issuer";
import type { ClaimRequest } from "../../../src/claims/request";
import { parseRequest } from "../../../src/claims/files/request-file";
import { CLAIM_FORMATS, type ClaimFormat } from "../../../src/identity/claim-format";
import { parsePlan, type PlanFile } from "../../../src/recovery/files/plan-file";
import { parseAddress } from "../../../src/shared/addresses";
import { BadInputError, RefusedError } from "../../../src/shared/errors";
import { quote } from "../../../src/shared/wording";
import { readText } from "../../io/files";
import { parseWhole } from "../../io/parameters";
import type { SignArgs } from "../sign";

/** What an issuer is asked to say: the request file, or a plan with an issuer and a topic. */
export async function askedOf(hre: HardhatRuntimeEnvironment, args: SignArgs): Promise<ClaimRequest> {
  if (args.request !== undefined) return fromRequest(args.request, args);
  if (args.plan === undefined) throw missing("--request");
  if (args.issuer === undefined) throw missing("--issuer");
  if (args.topic === undefined) throw missing("--topic");
  const plan = parsePlan(await readText(args.plan, "the plan"));
  const issuer = parseAddress(args.issuer, "the claim issuer");
  const topic = parseWhole(args.topic, "claim topic");
  const { chainId, caseId, newIdentity: identity, recovery } = plan;
  const { format, requestedAt } = await formatOf(hre, args, plan, issuer);
  const claims = [{ topic, payload: null }];
  return { chainId, caseId, wallet: recovery.newWallet, identity, issuer, format, requestedAt, claims };
}

async function fromRequest(file: string, args: SignArgs): Promise<ClaimRequest> {
  const { plan, issuer, topic, claimFormat } = args;
  if ([plan, issuer, topic, claimFormat].some((option) => option !== undefined)) {
    throw new BadInputError(
      "ConflictingOptions",
      "The request says already what --plan, --issuer, --topic and --claim-format say.",
      "Leave these out.",
    );
  }
  return parseRequest(await readText(file, "the claim request"));
}

/** As the option says, or as the issuer's contract does: nothing is guessed. */
async function formatOf(
  hre: HardhatRuntimeEnvironment,
  { claimFormat }: SignArgs,
  { chainId }: PlanFile,
  issuer: string,
): Promise<Pick<ClaimRequest, "format" | "requestedAt">> {
  if (claimFormat !== undefined) return { format: parseFormat(claimFormat), requestedAt: 0n };
  const { provider } = hre.ethers;
  const served = await provider.getNetwork().catch(() => undefined);
  if (served?.chainId !== chainId) throw formatUnknown(issuer, `no node of chain ${chainId} answers`);
  const { format, found } = await formatOfIssuer({ provider, chainId }, issuer);
  if (format === "unknown") throw formatUnknown(issuer, found);
  return { format, requestedAt: BigInt((await provider.getBlock("latest"))?.timestamp ?? 0) };
}

function parseFormat(text: string): ClaimFormat {
  const format = CLAIM_FORMATS.find((known) => known === text);
  if (format !== undefined) return format;
  throw new BadInputError(
    "BadFormat",
    `${quote(text)} is no format of claims.`,
    `Give one of ${CLAIM_FORMATS.join(", ")}.`,
  );
}

function formatUnknown(issuer: string, why: string): RefusedError {
  return new RefusedError(
    "FormatUnknown",
    `How the claims of ${issuer} are signed is not known: ${why}.`,
    "Have the operator write a request, which says it: npx hardhat claims request. Or say it with --claim-format.",
  );
}

function missing(option: string): BadInputError {
  return new BadInputError(
    "MissingOption",
    `${option} is missing.`,
    "Give the request that `claims request` wrote, or a plan with --issuer and --topic.",
  );
}
