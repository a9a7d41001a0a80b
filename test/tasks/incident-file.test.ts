import { expect } from "chai";
import { ZeroHash } from "ethers";
import { parseIncident } from "../../tasks/io/incident-file";
import { refusalOf } from "../stage/refusal";

const LOST = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const NEW = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
const OTHER = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";

describe("An incident file", () => {
  it("names a user, a wallet, or both", () => {
    const lines = parseIncident(
      `user,lost,new,evidence\nholder@example.org,,${NEW},\n,${LOST},${OTHER},\nholder,${OTHER},${LOST},`,
    );
    expect(lines.map(({ line, user, lostWallet }) => [line, user, lostWallet])).to.deep.equal([
      [2, "holder@example.org", undefined],
      [3, "", LOST],
      [4, "holder", OTHER],
    ]);
    expect(lines[0]).to.deep.include({ newWallet: NEW, evidence: ZeroHash, acceptance: "", claims: "" });
  });

  for (const [what, text, message] of [
    ["without a column for who it is about", `new,evidence\n${NEW},`, "neither a column lost nor a column user"],
    ["with an unknown column", `lost,new,evidence,colour\n${LOST},${NEW},,red`, "colour"],
    ["without a line", "lost,new,evidence\n", "no line beside its heading"],
    ["that names one wallet twice", `lost,new,evidence\n${LOST},${NEW},\n${LOST},${OTHER},`, "lines 2 and 3"],
    ["with neither user nor wallet in a line", `user,lost,new,evidence\n,,${NEW},`, "The lost wallet in line 2"],
  ] as const) {
    it(`is refused ${what}`, async () => {
      expect((await refusalOf(() => parseIncident(text))).message).to.contain(message);
    });
  }
});
