import { loadFixture, mine, time } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { MaxUint256, Signature, ZeroAddress } from "ethers";
import { ethers } from "hardhat";

import { Token__factory, type Token } from "../../typechain-types";
import { HELD, plainSuite, type SuiteStage } from "../fixtures/regain-suite";
import { createIdentity } from "../stage/regain-suite/holders";
import { deployRegainSuite, suiteTermsOf } from "../stage/regain-suite/suite";

const LIMIT = (1n << 120n) - 1n;
const agentOf = ({ token, cast }: SuiteStage): Token => token.connect(cast.tokenAgent);

describe("Token", () => {
  describe("as ERC-20", () => {
    it("transfers, and transfers zero", async () => {
      const { token, cast } = await loadFixture(plainSuite);
      const asHolder = token.connect(cast.holder);
      await expect(asHolder.transfer(cast.secondHolder, 10n))
        .to.emit(token, "Transfer")
        .withArgs(cast.holder, cast.secondHolder, 10n);
      await expect(asHolder.transfer(cast.secondHolder, 0n))
        .to.emit(token, "Transfer")
        .withArgs(cast.holder, cast.secondHolder, 0n);
      await asHolder.transfer(cast.holder, 5n);
      expect(await token.balanceOf(cast.holder)).to.equal(HELD - 10n);
    });

    it("refuses more than there is", async () => {
      const { token, cast } = await loadFixture(plainSuite);
      await expect(token.connect(cast.holder).transfer(cast.secondHolder, HELD + 1n))
        .to.be.revertedWithCustomError(token, "TokenBalanceExceeded")
        .withArgs(cast.holder, HELD, HELD + 1n);
      await expect(token.connect(cast.holder).transfer(cast.secondHolder, MaxUint256)).to.be.revertedWithCustomError(
        token,
        "TokenBalanceExceeded",
      );
    });

    it("refuses zero and wallets that are not verified", async () => {
      const { token, cast } = await loadFixture(plainSuite);
      await expect(token.connect(cast.holder).transfer(ZeroAddress, 1n)).to.be.revertedWithCustomError(
        token,
        "TokenZeroAddress",
      );
      await expect(token.connect(cast.holder).transfer(cast.thief, 1n))
        .to.be.revertedWithCustomError(token, "TokenReceiverNotVerified")
        .withArgs(cast.thief);
    });

    it("spends allowances, all but the greatest", async () => {
      const { token, cast } = await loadFixture(plainSuite);
      await token.connect(cast.holder).approve(cast.stranger, 10n);
      const asSpender = token.connect(cast.stranger);
      await asSpender.transferFrom(cast.holder, cast.secondHolder, 4n);
      expect(await token.allowance(cast.holder, cast.stranger)).to.equal(6n);
      await expect(asSpender.transferFrom(cast.holder, cast.secondHolder, 7n))
        .to.be.revertedWithCustomError(token, "TokenAllowanceExceeded")
        .withArgs(cast.stranger, 6n, 7n);
      await token.connect(cast.holder).approve(cast.stranger, MaxUint256);
      await asSpender.transferFrom(cast.holder, cast.secondHolder, 4n);
      expect(await token.allowance(cast.holder, cast.stranger)).to.equal(MaxUint256);
      await expect(token.connect(cast.holder).approve(ZeroAddress, 1n)).to.be.revertedWithCustomError(
        token,
        "TokenZeroAddress",
      );
    });

    it("takes a permit once, in time, from its owner", async () => {
      const { token, cast } = await loadFixture(plainSuite);
      const { name, version, chainId, verifyingContract } = await token.eip712Domain();
      await mine();
      const deadline = (await time.latest()) + 1_000;
      const types = {
        Permit: ["owner", "spender"]
          .map((field) => ({ name: field, type: "address" }))
          .concat(["value", "nonce", "deadline"].map((field) => ({ name: field, type: "uint256" }))),
      };
      const terms = { owner: cast.holder.address, spender: cast.stranger.address, value: 9n, nonce: 0n, deadline };
      const signed = await cast.holder.signTypedData({ name, version, chainId, verifyingContract }, types, terms);
      const { v, r, s } = Signature.from(signed);
      const permit = (to: bigint): Promise<unknown> => token.permit(cast.holder, cast.stranger, to, deadline, v, r, s);
      await expect(permit(10n)).to.be.revertedWithCustomError(token, "TokenPermitSignerMismatch");
      await permit(9n);
      expect(await token.allowance(cast.holder, cast.stranger)).to.equal(9n);
      expect(await token.nonces(cast.holder)).to.equal(1n);
      await expect(permit(9n)).to.be.revertedWithCustomError(token, "TokenPermitSignerMismatch");
      await time.increase(2_000);
      await expect(permit(9n)).to.be.revertedWithCustomError(token, "TokenPermitExpired").withArgs(deadline);
    });
  });

  describe("in the hands of agents", () => {
    it("mints and burns within its limit", async () => {
      const stage = await loadFixture(plainSuite);
      const { token, cast } = stage;
      await agentOf(stage).burn(cast.holder, 400n);
      expect(await token.totalSupply()).to.equal(2n * HELD - 400n);
      await expect(agentOf(stage).burn(cast.holder, HELD)).to.be.revertedWithCustomError(token, "TokenBalanceExceeded");
      await agentOf(stage).mint(cast.holder, LIMIT - 1_600n);
      await expect(agentOf(stage).mint(cast.holder, 1n))
        .to.be.revertedWithCustomError(token, "TokenSupplyExceeded")
        .withArgs(0n, 1n);
      await expect(agentOf(stage).mint(ZeroAddress, 1n)).to.be.revertedWithCustomError(token, "TokenZeroAddress");
    });

    it("freezes parts and wallets, and forced transfers and burns unfreeze what they need", async () => {
      const stage = await loadFixture(plainSuite);
      const { token, cast } = stage;
      const agent = agentOf(stage);
      await agent.freezePartialTokens(cast.holder, 900n);
      await expect(token.connect(cast.holder).transfer(cast.secondHolder, 101n))
        .to.be.revertedWithCustomError(token, "TokenBalanceExceeded")
        .withArgs(cast.holder, 100n, 101n);
      await expect(agent.freezePartialTokens(cast.holder, 101n)).to.be.revertedWithCustomError(
        token,
        "TokenBalanceExceeded",
      );
      await expect(agent.forcedTransfer(cast.holder, cast.secondHolder, 300n))
        .to.emit(token, "TokensUnfrozen")
        .withArgs(cast.holder, 200n);
      await expect(agent.burn(cast.holder, 100n)).to.emit(token, "TokensUnfrozen").withArgs(cast.holder, 100n);
      await agent.unfreezePartialTokens(cast.holder, 600n);
      await expect(agent.unfreezePartialTokens(cast.holder, 1n))
        .to.be.revertedWithCustomError(token, "TokenFrozenExceeded")
        .withArgs(cast.holder, 0n, 1n);
      await agent.setAddressFrozen(cast.holder, true);
      for (const [from, to] of [
        [cast.holder, cast.secondHolder],
        [cast.secondHolder, cast.holder],
      ] as const) {
        await expect(token.connect(from).transfer(to, 1n))
          .to.be.revertedWithCustomError(token, "TokenWalletFrozen")
          .withArgs(cast.holder);
      }
      await expect(agent.forcedTransfer(cast.holder, ZeroAddress, 1n)).to.be.revertedWithCustomError(
        token,
        "TokenZeroAddress",
      );
    });

    it("pauses and resumes", async () => {
      const stage = await loadFixture(plainSuite);
      const { token, cast } = stage;
      await expect(agentOf(stage).unpause()).to.be.revertedWithCustomError(token, "TokenNotPaused");
      await expect(agentOf(stage).pause()).to.emit(token, "Paused").withArgs(cast.tokenAgent);
      await expect(agentOf(stage).pause()).to.be.revertedWithCustomError(token, "TokenPaused");
      await expect(token.connect(cast.holder).transfer(cast.secondHolder, 1n)).to.be.revertedWithCustomError(
        token,
        "TokenPaused",
      );
    });

    it("does in batches what it does one by one", async () => {
      const stage = await loadFixture(plainSuite);
      const { token, cast } = stage;
      const agent = agentOf(stage);
      const pair = [cast.holder, cast.secondHolder];
      await agent.batchMint(pair, [10n, 20n]);
      await agent.batchBurn(pair, [5n, 5n]);
      await agent.batchFreezePartialTokens(pair, [2n, 3n]);
      await agent.batchUnfreezePartialTokens(pair, [1n, 1n]);
      await agent.batchForcedTransfer([cast.holder], [cast.secondHolder], [1n]);
      await token.connect(cast.holder).batchTransfer([cast.secondHolder, cast.secondHolder], [1n, 1n]);
      await agent.batchSetAddressFrozen(pair, [true, false]);
      expect(await token.balanceOf(cast.holder)).to.equal(HELD + 2n);
      expect(await token.getFrozenTokens(cast.secondHolder)).to.equal(2n);
      expect(await token.isFrozen(cast.holder)).to.equal(true);
      const uneven = [
        () => agent.batchMint(pair, [1n]),
        () => agent.batchBurn(pair, [1n]),
        () => agent.batchFreezePartialTokens(pair, [1n]),
        () => agent.batchUnfreezePartialTokens(pair, [1n]),
        () => agent.batchForcedTransfer(pair, pair, [1n]),
        () => agent.batchSetAddressFrozen(pair, [true]),
        () => token.connect(cast.holder).batchTransfer(pair, [1n]),
      ];
      for (const attempt of uneven) {
        await expect(attempt()).to.be.revertedWithCustomError(token, "TokenLengthMismatch").withArgs(2n, 1n);
      }
    });

    it("listens to nobody else", async () => {
      const { token, cast } = await loadFixture(plainSuite);
      const asThief = token.connect(cast.thief);
      for (const attempt of [
        () => asThief.mint(cast.holder, 1n),
        () => asThief.burn(cast.holder, 1n),
        () => asThief.forcedTransfer(cast.holder, cast.secondHolder, 1n),
        () => asThief.setAddressFrozen(cast.holder, true),
        () => asThief.freezePartialTokens(cast.holder, 1n),
        () => asThief.pause(),
      ]) {
        await expect(attempt()).to.be.revertedWithCustomError(token, "AgentRoleAgentOnly").withArgs(cast.thief);
      }
    });
  });

  describe("in the hands of its owner", () => {
    it("changes its information", async () => {
      const { token, cast } = await loadFixture(plainSuite);
      await token.setName("Seaside Property Shares");
      await token.setSymbol("SEA");
      await expect(token.setOnchainID(cast.stranger))
        .to.emit(token, "UpdatedTokenInformation")
        .withArgs("Seaside Property Shares", "SEA", 0n, "1.0.0", cast.stranger);
      await expect(token.setName("")).to.be.revertedWithCustomError(token, "TokenEmptyText");
      await expect(token.connect(cast.thief).setName("x"))
        .to.be.revertedWithCustomError(token, "OwnershipOwnerOnly")
        .withArgs(cast.thief);
    });

    it("is upgraded, and keeps what it remembers", async () => {
      const { token, cast } = await loadFixture(plainSuite);
      const next = await new Token__factory(cast.issuer).deploy();
      await expect(token.connect(cast.thief).upgradeToAndCall(next, "0x"))
        .to.be.revertedWithCustomError(token, "OwnershipOwnerOnly")
        .withArgs(cast.thief);
      await token.upgradeToAndCall(next, "0x");
      expect(await token.balanceOf(cast.holder)).to.equal(HELD);
    });
  });

  it("comes with its whole suite in one transaction, at the address foretold, owned by whom the terms say", async () => {
    const { codes, cast } = await loadFixture(plainSuite);
    const terms = { owner: cast.issuer, salt: "another" };
    const suite = await deployRegainSuite(codes, terms);
    for (const contract of [suite.token, suite.registry, suite.storage, suite.policy, suite.compliance]) {
      expect(await contract.owner()).to.equal(cast.issuer.address);
    }
    expect(await suite.token.identityRegistry()).to.equal(suite.registry.target);
    expect(await suite.compliance.getTokenBound()).to.equal(suite.token.target);
    expect(await suite.storage.linkedIdentityRegistries()).to.deep.equal([suite.registry.target]);
    await expect(codes.factory.connect(cast.issuer).deploySuite(suiteTermsOf(terms))).to.be.revertedWithCustomError(
      { interface: new ethers.Interface(["error FailedDeployment()"]) },
      "FailedDeployment",
    );
  });

  it("shares a storage with a registry that its owner binds beforehand", async () => {
    const { codes, cast, storage, registry, issuer, token } = await loadFixture(plainSuite);
    const terms = {
      owner: cast.issuer,
      salt: "another",
      identityStorage: storage.target,
      agents: [cast.tokenAgent.address],
    };
    const foretold = await codes.factory.predictSuite(cast.issuer, suiteTermsOf(terms));
    await storage.bindIdentityRegistry(foretold.registry);
    const other = await deployRegainSuite(codes, terms);
    const identity = await createIdentity(codes, cast.stranger, { issuer });
    await other.registry.connect(cast.tokenAgent).registerIdentity(cast.stranger, identity, 1n);
    expect(await registry.identity(cast.stranger)).to.equal(await identity.getAddress());
    await token.connect(cast.holder).transfer(cast.stranger, 1n);
  });

  it("gives a storage its own code, which nobody can initialize again", async () => {
    const { codes, cast, storage } = await loadFixture(plainSuite);
    const original = await codes.factory.storageCode();
    expect(await ethers.provider.getCode(storage)).to.equal(await ethers.provider.getCode(original));
    await expect(storage.initialize(cast.thief, cast.thief)).to.be.revertedWithCustomError(
      storage,
      "InvalidInitialization",
    );
    await expect(storage.attach(original).getFunction("initialize")(cast.thief, cast.thief)).to.be.reverted;
  });

  it("refuses terms that no token could live with", async () => {
    const { codes, cast, token } = await loadFixture(plainSuite);
    const terms = suiteTermsOf({ owner: cast.issuer, salt: "another" });
    await expect(codes.factory.deploySuite({ ...terms, decimals: 19 }))
      .to.be.revertedWithCustomError(token, "TokenDecimalsOutOfRange")
      .withArgs(19n);
    await expect(codes.factory.deploySuite({ ...terms, issuers: [cast.stranger.address] }))
      .to.be.revertedWithCustomError(codes.factory, "SuiteFactoryLengthMismatch")
      .withArgs(1n, 0n);
    await expect(codes.factory.deploySuite({ ...terms, settings: ["0x"] }))
      .to.be.revertedWithCustomError(codes.factory, "SuiteFactoryLengthMismatch")
      .withArgs(0n, 1n);
  });

  it("tells all that its terms said", async () => {
    const { codes, cast } = await loadFixture(plainSuite);
    const terms = { owner: cast.issuer, salt: "another", decimals: 18, name: "Rail Bond", symbol: "RAIL" };
    const struct = { ...suiteTermsOf(terms), onchainID: cast.stranger.address };
    const { token: address } = await codes.factory.predictSuite(cast.issuer, struct);
    await codes.factory.connect(cast.issuer).deploySuite(struct);
    const token = Token__factory.connect(address, cast.issuer);
    expect(await token.name()).to.equal("Rail Bond");
    expect(await token.symbol()).to.equal("RAIL");
    expect(await token.decimals()).to.equal(18n);
    expect(await token.onchainID()).to.equal(cast.stranger.address);
    expect(await token.version()).to.equal("1.0.0");
    expect(await token.paused()).to.equal(true);
  });

  it("tells at once what a recovery has to know", async () => {
    const { token, cast } = await loadFixture(plainSuite);
    const asAgent = token.connect(cast.tokenAgent);
    await asAgent.freezePartialTokens(cast.holder, 3n);
    await asAgent.setAddressFrozen(cast.holder, true);
    const { lost, next, totalSupply, identityRegistry } = await token.currentHoldingsOf(cast.holder, cast.secondHolder);
    // Balance, frozen part and freeze of a wallet share a word.
    expect([lost, next]).to.deep.equal([HELD | (3n << 120n) | (1n << 240n), HELD]);
    expect([totalSupply, identityRegistry]).to.deep.equal([await token.totalSupply(), await token.identityRegistry()]);
  });
});
