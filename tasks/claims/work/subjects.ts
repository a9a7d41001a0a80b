import type { Chain } from "../../../src/chain/connect";
import type { ClaimSubject } from "../../../src/claims/claims.types";
import { subjectOfCase, subjectOfPlan, subjectOfWallet } from "../../../src/claims/subject";
import { parseHash32 } from "../../../src/shared/addresses";
import { BadInputError } from "../../../src/shared/errors";
import { readPlan } from "../../io/case-files";
import { parseAddressList } from "../../io/parameters";
import { subjectsOfUser } from "./user-subjects";

/** Whom the claims are about. */
export interface SubjectArgs {
  readonly case?: string;
  readonly plan?: string;
  readonly wallet?: string;
  readonly user?: string;
  readonly registry?: string;
}

/** @throws BadInputError MissingOption, ConflictingOptions, and what parsing throws */
export async function subjectsFrom(chain: Chain, args: SubjectArgs): Promise<ClaimSubject[]> {
  const named = [args.case, args.plan, args.wallet, args.user].filter((value) => value !== undefined);
  if (named.length > 1) {
    throw new BadInputError(
      "ConflictingOptions",
      "--case, --plan, --wallet and --user exclude each other.",
      "Give one of them.",
    );
  }
  if (args.case !== undefined) return [await subjectOfCase(chain, parseHash32(args.case, "the case id"))];
  if (args.plan !== undefined) return [await subjectOfPlan(chain, await readPlan(chain, args.plan))];
  if (args.user !== undefined) return subjectsOfUser(chain, args.user, args.registry);
  if (args.wallet === undefined || args.registry === undefined) {
    throw new BadInputError(
      "MissingOption",
      `${args.wallet === undefined ? "--wallet" : "--registry"} is missing.`,
      "Name a case with --case or --plan, a user with --user, or wallets with --wallet and --registry.",
    );
  }
  const registries = parseAddressList(args.registry, "registry");
  const wallets = parseAddressList(args.wallet, "wallet");
  return Promise.all(wallets.map((wallet) => subjectOfWallet(chain, wallet, registries)));
}

/** As `subjectsFrom`, for commands that serve one at a time. */
export async function oneSubject(chain: Chain, args: SubjectArgs): Promise<ClaimSubject> {
  const [subject, ...more] = await subjectsFrom(chain, args);
  if (subject !== undefined && more.length === 0) return subject;
  throw new BadInputError(
    "BadList",
    `${more.length + 1} wallets were named; one is served at a time.`,
    "Name one wallet.",
  );
}
