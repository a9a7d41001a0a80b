import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Chain } from "../../src/chain/connect";
import type { Setting } from "../../src/report/setting";
import { chosenPlace } from "./place";
import { ownTopics } from "./topics";
import { coloursFor } from "./terminal";

/** What a page needs to know of the place where it is shown. */
export function settingOf(hre: HardhatRuntimeEnvironment, chain?: Chain, planFile?: string): Setting {
  return {
    ...chosenPlace(),
    colours: coloursFor(process.stdout),
    network: hre.network.name,
    topics: ownTopics(),
    ...(chain === undefined ? {} : { agent: chain.agentAddress }),
    ...(planFile === undefined ? {} : { planFile }),
  };
}
