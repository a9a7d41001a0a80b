import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { HOLDING } from "../stage/live-recovery";
import type { LiveRecovery } from "../stage/live-recovery";

/** Nobody has more or less than before. */
export async function expectNothingMoved({ cast, tokens, registrySet, identities }: LiveRecovery): Promise<void> {
  for (const token of tokens) {
    expect(await token.balanceOf(cast.holder)).to.equal(HOLDING);
    expect(await token.balanceOf(cast.secondHolder)).to.equal(HOLDING);
    expect(await token.balanceOf(cast.newWallet)).to.equal(0n);
  }
  expect(await registrySet.registry.identity(cast.holder)).to.equal(identities.holder.target);
  expect(await registrySet.registry.identity(cast.newWallet)).to.equal(ZeroAddress);
}
