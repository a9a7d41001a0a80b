import { expect } from "chai";
import { MAX_TRANSACTION_GAS } from "../../src/chain/connect";
import { packSteps, type PackedStep } from "../../src/recovery/pack-steps";

describe("Steps that share a transaction", () => {
  const step = (uses: bigint, wants: bigint, calls = 1): PackedStep => ({
    calls: Array.from({ length: calls }, (_, index) => ({ to: "0x", data: `0x${index}` })),
    ...{ uses, wants },
  });
  const million = 1_000_000n;
  const packed = (steps: readonly PackedStep[]) => packSteps(steps).map(({ steps: { length }, gas }) => [length, gas]);

  it("are as many as there is gas for: what the earlier ones use, and what the last wants", () => {
    const twelve = Array(8).fill(step(million, 12n * million)) as PackedStep[];
    expect(packed(twelve)).to.deep.equal([
      [4, 15n * million],
      [4, 15n * million],
    ]);
  });

  it("ask for what an earlier one wants, where that is more", () => {
    expect(packed([step(million, 10n * million), step(million, 2n * million)])).to.deep.equal([[2, 10n * million]]);
  });

  it("are a hundred calls at most", () => {
    expect(packed(Array(250).fill(step(1n, 1n)) as PackedStep[]).map(([count]) => count)).to.deep.equal([100, 100, 50]);
  });

  it("are alone where one wants all the gas there may be, and keep their order", () => {
    const steps = [step(1n, 1n), step(million, MAX_TRANSACTION_GAS), step(2n, 2n)];
    const packs = packSteps(steps);
    expect(packs.flatMap(({ steps: each }) => each)).to.deep.equal(steps);
    expect(packs.map(({ steps: { length } }) => length)).to.deep.equal([1, 2]);
  });

  it("are no transaction where there are none", () => {
    expect(packSteps([])).to.deep.equal([]);
  });
});
