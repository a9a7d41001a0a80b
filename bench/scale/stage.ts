import { HonestToken__factory } from "../../typechain-types";
import { deployStage } from "../../test/stage/doubles";

/** A holder with this many tokens, on the network that Hardhat runs with. */
export async function setStage(count: number) {
  const { agent, holder, newWallet, issuer, registry, compliance } = await deployStage();
  const tokens: string[] = [];
  let nonce = await issuer.getNonce();
  while (tokens.length < count) {
    const batch = Math.min(100, count - tokens.length);
    const deployed = await Promise.all(
      Array.from({ length: batch }, () =>
        new HonestToken__factory(issuer).deploy(registry, compliance, { nonce: nonce++, gasLimit: 3_000_000 }),
      ),
    );
    await Promise.all(
      deployed.flatMap((token) => [
        token.addAgent(agent, { nonce: nonce++, gasLimit: 200_000 }),
        token.addAgent(issuer, { nonce: nonce++, gasLimit: 200_000 }),
        token.mint(holder, 1000, { nonce: nonce++, gasLimit: 300_000 }),
      ]),
    );
    tokens.push(...(await Promise.all(deployed.map((token) => token.getAddress()))));
  }
  return {
    agent: await agent.getAddress(),
    holder: holder.address,
    newWallet: newWallet.address,
    tokens,
  };
}
