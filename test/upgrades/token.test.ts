import {
  assertStorageUpgradeSafe,
  assertUpgradeSafe,
  getErrors,
  withValidationDefaults,
} from "@openzeppelin/upgrades-core";
import { expect } from "chai";

import { examine, type Change } from "./compile";

const TOKEN = ["contracts/token/Token.sol", "Token"] as const;
const STATE = "contracts/token/TokenState.sol";
const RULES = withValidationDefaults({ kind: "uups" });

const FIELD_APPENDED: Change = {
  path: STATE,
  from: "mapping(address owner => uint256) nonceOf;",
  to: "mapping(address owner => uint256) nonceOf;\n        uint256 maturity;",
};
const FIELD_INSERTED: Change = {
  path: STATE,
  from: "        address registry;",
  to: "        uint256 maturity;\n        address registry;",
};
const SUPPLY_WIDENED: Change = { path: STATE, from: "uint120 totalSupply;", to: "uint128 totalSupply;" };
const STATE_RENAMED: Change = {
  path: STATE,
  from: "erc7201:regain.storage.Token",
  to: "erc7201:regain.storage.Coin",
};
const CONSTRUCTOR_UNMARKED: Change = {
  path: TOKEN[0],
  from: "    /// @custom:oz-upgrades-unsafe-allow constructor\n",
  to: "",
};
const DELEGATES: Change = {
  path: TOKEN[0],
  from: "function _authorizeUpgrade",
  to: 'function run(address code) external { code.delegatecall(""); } function _authorizeUpgrade',
};
const IMMUTABLE_VALUE: Change = {
  path: TOKEN[0],
  from: "function _authorizeUpgrade",
  to: "uint256 private immutable _born = block.timestamp; function _authorizeUpgrade",
};

describe("OpenZeppelin's upgrade validation of the token", function () {
  this.timeout(300_000);

  it("finds nothing unsafe behind a UUPS proxy", async () => {
    const { findings, version } = await examine(...TOKEN);
    assertUpgradeSafe(findings, version, RULES);
  });

  it("finds every namespace of the token's storage, and nothing outside of them", async () => {
    const { layout } = await examine(...TOKEN);
    expect(layout.storage).to.deep.equal([]);
    expect(Object.keys(layout.namespaces ?? {}).sort()).to.deep.equal([
      "erc7201:openzeppelin.storage.Initializable",
      "erc7201:regain.storage.AgentRole",
      "erc7201:regain.storage.Ownership",
      "erc7201:regain.storage.Token",
    ]);
  });

  it("accepts a field that a later version appends", async () => {
    const [now, next] = [await examine(...TOKEN), await examine(...TOKEN, [FIELD_APPENDED])];
    assertStorageUpgradeSafe(now.layout, next.layout, RULES);
  });

  for (const [what, change] of [
    ["inserts a field", FIELD_INSERTED],
    ["widens the supply", SUPPLY_WIDENED],
    ["keeps its state under another name", STATE_RENAMED],
  ] as const) {
    it(`refuses a later version that ${what}`, async () => {
      const [now, next] = [await examine(...TOKEN), await examine(...TOKEN, [change])];
      expect(() => {
        assertStorageUpgradeSafe(now.layout, next.layout, RULES);
      }).to.throw("New storage layout is incompatible");
    });
  }

  it("would find a constructor that nobody looked at, a call to any code, and a value kept in code", async () => {
    const { findings, version } = await examine(...TOKEN, [CONSTRUCTOR_UNMARKED, DELEGATES, IMMUTABLE_VALUE]);
    const kinds = getErrors(findings, version, RULES).map(({ kind }) => kind);
    expect(kinds).to.have.members(["constructor", "delegatecall", "state-variable-immutable"]);
    expect(() => {
      assertUpgradeSafe(findings, version, RULES);
    }).to.throw("is not upgrade safe");
  });
});
