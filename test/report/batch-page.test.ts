import { expect } from "chai";
import type { Deed, EntryReport, Outlook } from "../../src/recovery/batch.types";
import { confirmationOfBatch, renderOutlooks, renderPace } from "../../src/report/render-outlooks";
import { SETTING } from "../stage/pages";
import { CASE_ID, LOST_WALLET, NEW_WALLET, recoveryOf } from "../stage/surveys";

describe("a batch's page before it is confirmed", () => {
  const due = (line: number, deed: Deed): Outlook => ({
    entry: { line, caseId: CASE_ID, recovery: recoveryOf([]), claims: [] },
    where: "none",
    deed,
    found: { state: "waits", detail: "2 of 3 tokens can be recovered", next: "" },
    gas: 0n,
  });
  const idle = (line: number, state: EntryReport["state"], detail: string): EntryReport => ({
    ...{ line, caseId: "", state, detail, next: "Do something." },
    transactions: 0,
  });

  it("counts what it will do, and says what that means", () => {
    const text = renderOutlooks([due(2, "propose"), due(3, "execute"), due(4, "propose")], [], SETTING);
    expect(text).to.match(/^3 recoveries, 3 to go on with now\n/);
    expect(text).to.match(/propose +2 +the lost wallet is frozen/);
    expect(text).to.match(/execute +1 +.+ there is no way back/);
    expect(text).not.to.contain("retry");
  });

  it("names every wallet that it is about, in full", () => {
    const text = renderOutlooks([due(2, "execute")], [], SETTING);
    expect(text).to.match(new RegExp(`2 +execute +${LOST_WALLET} +${NEW_WALLET} +2 of 3 tokens`));
  });

  it("shows what stands in the way of others, and leaves out who only waits", () => {
    const others = [idle(3, "waits", "2 more approvals"), idle(4, "blocked", "paused")];
    const text = renderOutlooks([due(2, "retry")], others, SETTING);
    expect(text).to.contain("3 recoveries, 1 to go on with now").and.contain("1 line cannot go on");
    expect(text).to.match(/4 +paused +Do something\./);
    expect(text).not.to.contain("2 more approvals");
  });

  it("is confirmed by the number of wallets", () => {
    expect([1, 40].map(confirmationOfBatch)).to.deep.equal(["RECOVER 1 WALLET", "RECOVER 40 WALLETS"]);
  });

  it("comes after a look at each, whose pace is told", () => {
    expect(renderPace("previewed", { done: 12, total: 100, rate: 4.04, left: 22 })).to.equal(
      "  previewed 12 of 100, 4.0 a second, 22 s left",
    );
  });
});
