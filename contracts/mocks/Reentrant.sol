// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SSTORE2} from "solady/src/utils/SSTORE2.sol";

/// @title A contract that calls back, once armed
abstract contract Reentrant {
    /// A call back was let in, or refused with this error.
    event CalledBack(bool entered, bytes4 refusal);

    address private _target;
    /// Code, so that a hook with little gas can read it.
    address private _calls;

    function arm(address target, bytes[] calldata calls) external {
        (_target, _calls) = (target, SSTORE2.write(abi.encode(calls)));
    }

    function _reenter() internal {
        bytes[] memory calls = _armed();
        for (uint256 i; i < calls.length; ++i) {
            (bool success, bytes memory answer) = _target.call(calls[i]);
            emit CalledBack(success, success ? bytes4(0) : bytes4(answer));
        }
    }

    /// @dev For hooks that may not write: whether any call was let in.
    function _reenterStatically() internal view returns (bool entered) {
        bytes[] memory calls = _armed();
        for (uint256 i; i < calls.length; ++i) {
            (bool success, ) = _target.staticcall(calls[i]);
            entered = entered || success;
        }
    }

    function _armed() private view returns (bytes[] memory) {
        return abi.decode(SSTORE2.read(_calls), (bytes[]));
    }
}
