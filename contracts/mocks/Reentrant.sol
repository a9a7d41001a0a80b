// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title A contract that calls back, once armed
abstract contract Reentrant {
    address private _target;
    bytes private _call;

    /// How often it called back, and how often it was let in.
    uint256 public attempts;
    uint256 public entries;
    /// What the last refusal said.
    bytes4 public refusal;

    function arm(address target, bytes calldata call) external {
        (_target, _call) = (target, call);
    }

    function _reenter() internal {
        (bool success, bytes memory answer) = _target.call(_call);
        ++attempts;
        if (success) ++entries;
        else refusal = bytes4(answer);
    }

    /// @dev For hooks that may not write: whether it was let in.
    function _reenterStatically() internal view returns (bool success) {
        (success, ) = _target.staticcall(_call);
    }
}
