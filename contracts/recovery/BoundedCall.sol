// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {LibCall} from "solady/src/utils/LibCall.sol";
import {IRecoveryAgent} from "./IRecoveryAgent.sol";

/// @title Calls to contracts of others, with a bound on their gas and on what they return
library BoundedCall {
    /// Enough for a getter behind a proxy.
    uint256 internal constant GETTER_GAS = 100_000;
    /// How much of a foreign revert is kept: an error with its values, or a sentence.
    uint16 private constant FOREIGN_REASON_BYTES = 256;
    /// Room for the agent's own error around a foreign one.
    uint16 private constant REASON_BYTES = 512;

    /// @return success Whether the target answered with one word.
    function tryRead(
        address target,
        uint256 gasLimit,
        bytes memory data
    ) internal view returns (bool success, uint256 word) {
        bytes memory answer;
        (success, , answer) = LibCall.tryStaticCall(target, gasLimit, 32, data);
        if (answer.length != 32) return (false, 0);
        return (success, uint256(bytes32(answer)));
    }

    /// @return success Whether the target answered with so many words.
    function tryReadWords(
        address target,
        uint256 gasLimit,
        uint16 count,
        bytes memory data
    ) internal view returns (bool success, bytes memory words) {
        (success, , words) = LibCall.tryStaticCall(target, gasLimit, count * 32, data);
        success = success && words.length == count * 32;
    }

    /// @dev Reads one word, with the gas that the surrounding frame has.
    function read(address target, bytes memory data) internal view returns (uint256 word) {
        bool success;
        (success, word) = tryRead(target, gasleft(), data);
        if (!success) revert IRecoveryAgent.RecoveryAgentUnreadable(target, bytes4(data));
    }

    /// @return success Whether the call went through; what it returned does not matter, effects are read back.
    function tryWrite(
        address target,
        uint256 gasLimit,
        bytes memory data
    ) internal returns (bool success, bytes memory reason) {
        uint16 kept = target == address(this) ? REASON_BYTES : FOREIGN_REASON_BYTES;
        (success, , reason) = LibCall.tryCall(target, 0, gasLimit, kept, data);
    }

    /// @dev Calls with the gas that the surrounding frame has.
    function write(address target, bytes memory data) internal {
        (bool success, bytes memory reason) = tryWrite(target, gasleft(), data);
        if (!success) revert IRecoveryAgent.RecoveryAgentCallFailed(target, bytes4(data), reason);
    }
}
