// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FuzzSelector, Test} from "../Cheats.sol";
import {SuiteMarket} from "./SuiteMarket.sol";
import {SuiteRegistrar} from "./SuiteRegistrar.sol";
import {SuiteRules} from "./SuiteRules.sol";

/// @title What must always hold on our suite, after every step of random holders and agents
contract SuiteInvariantTest is Test {
    SuiteRules private _rules;

    function setUp() public {
        _rules = new SuiteRules();
        targetContract(address(_rules));
        targetSelector(FuzzSelector(address(_rules), _weighted()));
    }

    /// forge-config: default.invariant.runs = 256
    /// forge-config: default.invariant.depth = 100
    /// forge-config: default.invariant.fail-on-revert = true
    function invariant_theRulesHold() public view {
        _rules.check();
    }

    /// @dev Who comes twice is called twice as often.
    function _weighted() private pure returns (bytes4[] memory selectors) {
        selectors = new bytes4[](26);
        uint256 count;
        for (uint256 i; i < 2; ++i) {
            selectors[count++] = SuiteMarket.transfer.selector;
            selectors[count++] = SuiteRegistrar.recordSuccessor.selector;
            selectors[count++] = SuiteRegistrar.recover.selector;
            selectors[count++] = SuiteRegistrar.register.selector;
        }
        selectors[count++] = SuiteRegistrar.recover.selector;
        selectors[count++] = SuiteMarket.transferFrom.selector;
        selectors[count++] = SuiteMarket.mint.selector;
        selectors[count++] = SuiteMarket.burn.selector;
        selectors[count++] = SuiteMarket.forceTransfer.selector;
        selectors[count++] = SuiteMarket.freezeWallet.selector;
        selectors[count++] = SuiteMarket.freezePart.selector;
        selectors[count++] = SuiteMarket.unfreezePart.selector;
        selectors[count++] = SuiteMarket.pause.selector;
        selectors[count++] = SuiteMarket.wait.selector;
        selectors[count++] = SuiteRegistrar.unregister.selector;
        selectors[count++] = SuiteRegistrar.updateIdentity.selector;
        selectors[count++] = SuiteRegistrar.updateCountry.selector;
        selectors[count++] = SuiteRegistrar.quarantine.selector;
        selectors[count++] = SuiteRegistrar.release.selector;
        selectors[count++] = SuiteRegistrar.releaseVerified.selector;
        selectors[count++] = SuiteRegistrar.vouch.selector;
        selectors[count++] = SuiteRegistrar.attribute.selector;
    }
}
