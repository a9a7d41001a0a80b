// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownership} from "../access/Ownership.sol";

/// @title A contract that forgot to guard the function which gives it its owner
contract LateOwner is Ownership {
    function initialize(address firstOwner) external {
        _initializeOwner(firstOwner);
    }
}
