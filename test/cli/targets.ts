import { expect } from "chai";
import { ZeroAddress } from "ethers";
import {
  AccessManager__factory,
  IAgentRole__factory,
  IERC3643__factory,
  IRecoverableRegistry__factory,
} from "../../typechain-types";
import { through } from "../stage/regain-suite/authority";
import type { Target } from "./sandbox";
import type { Situation } from "./situation";

/** What differs between the suites in one and the same story. */
export interface TargetStory {
  readonly target: Target;
  readonly words: string;
  /** Before the claim is signed. */
  readonly predicted: Readonly<Record<string, string>>;
  /** Tokens that the proposal leaves exposed. */
  unprotected(on: Situation): readonly string[];
  /** The issuer makes the agent an agent of a token, and ends its pause. */
  repair(on: Situation, token: string): Promise<void>;
  /** How the story ends in `recovery status`. */
  readonly lastEvents: readonly string[];
  /** The lost wallet keeps still, whoever holds its key. */
  expectLost(on: Situation): Promise<void>;
}

const RECOVERED = { LAKE: "recovered", RAIL: "recovered", HARB: "recovered", SOLR: "recovered", VINE: "paused" };

const T_REX: TargetStory = {
  target: "t-rex",
  words: "live T-REX tokens",
  predicted: { ...RECOVERED, LAKE: "not verified", RAIL: "not verified", HARB: "not verified" },
  unprotected: ({ tokens }) => tokens.slice(4),
  repair: async ({ cast, chain }, token) => {
    await (await IAgentRole__factory.connect(token, cast.issuer).addAgent(chain.agentAddress)).wait();
    await (await IERC3643__factory.connect(token, cast.tokenAgent).unpause()).wait();
  },
  lastEvents: ["executed", "lost wallet unregistered"],
  expectLost: async ({ cast, chain, registry, tokens }) => {
    for (const token of tokens) {
      expect(await IERC3643__factory.connect(token, chain.provider).isFrozen(cast.holder)).to.equal(true);
    }
    expect(await IRecoverableRegistry__factory.connect(registry, chain.provider).identity(cast.holder)).to.equal(
      ZeroAddress,
    );
  },
};

const REGAIN: TargetStory = {
  target: "regain",
  words: "tokens of our own suite",
  predicted: RECOVERED,
  unprotected: () => [],
  repair: async ({ cast, chain }, token) => {
    const authority = AccessManager__factory.connect(await chain.agent.authority(), cast.issuer);
    const agents = IAgentRole__factory.connect(token);
    await (await through(authority, agents, "addAgent", [chain.agentAddress])).wait();
    const pauser = authority.connect(cast.tokenAgent);
    await (await through(pauser, IERC3643__factory.connect(token), "unpause", [])).wait();
  },
  lastEvents: ["executed"],
  expectLost: async ({ cast, chain, registry }) => {
    const book = IRecoverableRegistry__factory.connect(registry, chain.provider);
    expect(await book.standingOf(cast.holder)).to.equal(3n);
  },
};

export const TARGET_STORIES: readonly TargetStory[] = [REGAIN, T_REX];
