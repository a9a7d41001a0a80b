import { expect } from "chai";
import { inParallel, paceOf } from "../../src/shared/in-parallel";

describe("Work that is done in parallel", () => {
  const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

  it("has its results in the order of the items, whichever ends first", async () => {
    const items = [5, 0, 3, 1, 4, 2];
    const results = await inParallel(items, 3, async (item) => {
      await pause(item);
      return item * 10;
    });
    expect(results).to.deep.equal([50, 0, 30, 10, 40, 20]);
  });

  it("never has more items under way than it may, and as many as it may", async () => {
    let [now, most] = [0, 0];
    await inParallel(Array(20).fill(1), 4, async () => {
      most = Math.max(most, ++now);
      await pause(1);
      --now;
    });
    expect([now, most]).to.deep.equal([0, 4]);
  });

  it("is nothing where there is nothing to do", async () => {
    expect(await inParallel([], 4, () => Promise.reject(new Error("called")))).to.deep.equal([]);
  });

  it("tells its rate and the time left after each item", () => {
    let now = 0;
    const next = paceOf(4, () => now);
    now = 2_000;
    expect(next()).to.deep.equal({ done: 1, total: 4, rate: 0.5, left: 6 });
    now = 2_500;
    expect(next()).to.deep.equal({ done: 2, total: 4, rate: 0.8, left: 3 });
  });
});
