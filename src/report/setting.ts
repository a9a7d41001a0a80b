import type { TopicNames } from "../identity/topics";
import type { Colours } from "./colours";

/** What a page needs to know of the place where it is shown, so that the commands it names work there. */
export interface Setting {
  readonly colours: Colours;
  /** Hardhat's name of the network. */
  readonly network: string;
  /** The recovery agent, where the command line named it: the next command has to name it again. */
  readonly agentOption?: string;
  /** The recovery agent, where the page's own content does not name it. */
  readonly agent?: string;
  /** The operator's own names of claim topics. */
  readonly topics?: TopicNames;
  /** The plan file that was written or read, if there is one. */
  readonly planFile?: string;
}
