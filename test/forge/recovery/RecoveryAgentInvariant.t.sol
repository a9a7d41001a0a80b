// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import { Test } from "../Cheats.sol";
import { Rules } from "./Rules.sol";

/// @title What must always hold, after every step of random people on random cases
contract RecoveryAgentInvariantTest is Test {
    Rules private _rules;

    function setUp() public {
        _rules = new Rules();
        targetContract(address(_rules));
    }

    /// forge-config: default.invariant.runs = 256
    /// forge-config: default.invariant.depth = 100
    /// forge-config: default.invariant.fail-on-revert = true
    function invariant_theRulesHold() public view {
        _rules.check();
    }

    function afterInvariant() public view {
        _rules.checkCases();
    }
}
