// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";

/// @title What stands in the way: a list of ABI-encoded errors
/// @dev A preview shows all of them, a transaction reverts with the first. So both ask the same questions.
library Blockers {
    struct List {
        bytes[] items;
    }

    function add(List memory list, bytes memory blocker) internal pure {
        bytes[] memory longer = new bytes[](list.items.length + 1);
        for (uint256 i; i < list.items.length; ++i) longer[i] = list.items[i];
        longer[list.items.length] = blocker;
        list.items = longer;
    }

    function revertIfAny(List memory list) internal pure {
        if (list.items.length > 0) LowLevelCall.bubbleRevert(list.items[0]);
    }
}
