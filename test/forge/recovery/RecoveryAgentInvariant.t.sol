// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FuzzSelector, Test} from "../Cheats.sol";
import {Execution} from "./Execution.sol";
import {Market} from "./Market.sol";
import {Office} from "./Office.sol";
import {Rules} from "./Rules.sol";

/// @title What must always hold, after every step of random people on random cases
contract RecoveryAgentInvariantTest is Test {
    Rules private _rules;

    function setUp() public {
        _rules = new Rules();
        targetContract(address(_rules));
        targetSelector(FuzzSelector(address(_rules), _weighted()));
    }

    /// forge-config: default.invariant.runs = 256
    /// forge-config: default.invariant.depth = 100
    /// forge-config: default.invariant.fail-on-revert = true
    function invariant_theRulesHold() public view {
        _rules.check();
    }

    function afterInvariant() public view {
        _rules.checkAll();
    }

    /// @dev Who comes twice is called twice as often: cases have to get on.
    function _weighted() private pure returns (bytes4[] memory selectors) {
        selectors = new bytes4[](36);
        uint256 count;
        for (uint256 i; i < 5; ++i) {
            selectors[count++] = Office.propose.selector;
            selectors[count++] = Office.advance.selector;
        }
        for (uint256 i; i < 2; ++i) {
            selectors[count++] = Execution.execute.selector;
            selectors[count++] = Execution.retry.selector;
            selectors[count++] = Market.transfer.selector;
        }
        selectors[count++] = Office.proposeAgain.selector;
        selectors[count++] = Office.approve.selector;
        selectors[count++] = Office.approveBySignature.selector;
        selectors[count++] = Office.contest.selector;
        selectors[count++] = Office.uphold.selector;
        selectors[count++] = Office.cancel.selector;
        selectors[count++] = Office.release.selector;
        selectors[count++] = Office.quarantine.selector;
        selectors[count++] = Office.setPolicy.selector;
        selectors[count++] = Office.changeRole.selector;
        selectors[count++] = Office.waitForEdge.selector;
        selectors[count++] = Market.mint.selector;
        selectors[count++] = Market.freezeWallet.selector;
        selectors[count++] = Market.freezePart.selector;
        selectors[count++] = Market.disturb.selector;
        selectors[count++] = Market.repair.selector;
        selectors[count++] = Market.register.selector;
        selectors[count++] = Market.handOver.selector;
        selectors[count++] = Market.wait.selector;
        selectors[count++] = Market.wait.selector;
    }
}
