import { id } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { castOf, type Cast } from "../../../test/stage/cast";
import type { Holding, HoldingTerms } from "../../../test/stage/holdings";
import { setRegainStage } from "./stages/regain";
import { setTRexStage } from "./stages/t-rex";
import type { TargetOption } from "./target";

/** Of the file that justifies the case. */
export const EVIDENCE = id("The police report, the notary's protocol and the call recording");

/** A token in which the holder is in one of the five situations. */
export interface StagedToken extends Pick<HoldingTerms, "name" | "symbol" | "rules" | "paused"> {
  readonly address: string;
  readonly holding: Holding;
}

/** What a target lays out: five tokens in use, and a recovery agent that serves all but the paused one. */
export interface Scenery {
  readonly tokens: readonly StagedToken[];
  readonly registry: string;
  readonly claimIssuer: string;
  readonly agent: string;
  /** Makes the agent an agent of the paused token, and ends the pause. @return who did it, in words */
  repair(token: StagedToken): Promise<string>;
}

/** The stage of the demonstration and of the sandbox. */
export interface Stage extends Scenery {
  readonly cast: Cast;
  readonly target: TargetOption;
}

/** Lays out five tokens of the target, and the recovery system by its own deploy scripts. */
export async function setStage(hre: HardhatRuntimeEnvironment, target: TargetOption): Promise<Stage> {
  const cast = castOf(await hre.ethers.getSigners());
  forgetSettings();
  const scenery = await (target === "regain" ? setRegainStage(hre, cast) : setTRexStage(hre, cast));
  return { ...scenery, cast, target };
}

/** The token that is paused, and of which the agent is no agent. */
export function pausedToken({ tokens }: Stage): StagedToken {
  return stagedAs({ tokens }, "paused");
}

export function stagedAs({ tokens }: Pick<Stage, "tokens">, holding: Holding): StagedToken {
  const token = tokens.find((each) => each.holding === holding);
  if (token === undefined) throw new Error(`The stage has no token in the situation ${holding}.`);
  return token;
}

/** What somebody set for a network of theirs has no say on this one. */
function forgetSettings(): void {
  const settings = Object.keys(process.env).filter((name) => name.startsWith("REGAIN_"));
  for (const name of settings) Reflect.deleteProperty(process.env, name);
}
