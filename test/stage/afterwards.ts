import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { Token__factory } from "../../typechain-types";
import type { LiveRecovery } from "./live-recovery";
import type { TRexToken } from "./t-rex/handles";

/**
 * The lost wallet once everything is recovered: T-REX keeps a freeze on it and no registration, our registry keeps it
 * as lost.
 */
export async function expectLeftBehind({ target, registrySet, cast, identities, tokens }: LiveRecovery): Promise<void> {
  const identity = target === "T-REX" ? ZeroAddress : identities.holder.target;
  expect(await registrySet.registry.identity(cast.holder)).to.equal(identity);
  for (const token of tokens) {
    expect(await token.balanceOf(cast.holder)).to.equal(0n);
    expect(await token.isFrozen(cast.holder)).to.equal(target === "T-REX");
  }
}

/** The token lets the lost wallet move nothing. */
export async function expectHeld({ target, cast }: LiveRecovery, token: TRexToken): Promise<void> {
  const sent = token.connect(cast.holder).transfer(cast.thief, 1n);
  if (target === "T-REX") {
    await expect(sent).to.be.revertedWith("wallet is frozen");
    return;
  }
  const ours = Token__factory.connect(token.target, cast.holder);
  await expect(sent).to.be.revertedWithCustomError(ours, "TokenWalletBlocked");
}
