import type { HardhatRuntimeEnvironment } from "hardhat/types";

const BEGINNING = Date.parse("2030-01-07T09:00:00Z") / 1000;
const STEP = 10 * 60;

/** The story's own time: it begins on the same morning every time it is told, and a step takes ten minutes. */
export class StoryClock {
  private now = BEGINNING;

  constructor(private readonly hre: HardhatRuntimeEnvironment) {}

  /** The next transaction is in a block of the next step's time. */
  async nextStep(): Promise<void> {
    this.now += STEP;
    await this.hre.network.provider.send("evm_setNextBlockTimestamp", [this.now]);
  }

  /** Lets time pass, with a block at its end. */
  async pass(seconds: number): Promise<void> {
    this.now += seconds;
    await this.hre.network.provider.send("evm_setNextBlockTimestamp", [this.now]);
    await this.hre.network.provider.send("evm_mine");
  }
}
