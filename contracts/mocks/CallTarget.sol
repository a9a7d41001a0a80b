// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Reentrant} from "./Reentrant.sol";

/// @title What an identity calls: it notes the caller and the money, refuses, or calls back
contract CallTarget is Reentrant {
    error Refused();

    address public lastCaller;
    bool public refuses;

    function refuse(bool refuses_) external {
        refuses = refuses_;
    }

    function visit() external payable {
        if (refuses) revert Refused();
        lastCaller = msg.sender;
    }

    function visitAndReenter() external payable {
        _reenter();
    }
}
