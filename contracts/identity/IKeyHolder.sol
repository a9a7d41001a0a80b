// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC734} from "../interfaces/IERC734.sol";

/// @title Key holder: who acts for an identity, or for a claim issuer
interface IKeyHolder is IERC734 {
    /// @notice The caller holds no key of the identity for this purpose.
    error IdentityKeyRequired(address caller, uint256 purpose);

    /// @notice The key has this purpose already.
    error KeyHolderPurposeGiven(bytes32 key, uint256 purpose);

    /// @notice The key does not have this purpose.
    error KeyHolderPurposeMissing(bytes32 key, uint256 purpose);

    /// @notice Purposes are 1 to 247.
    error KeyHolderPurposeOutOfRange(uint256 purpose);

    /// @notice Types are 0 to 255.
    error KeyHolderTypeOutOfRange(uint256 keyType);

    /// @notice Without this key nobody could manage the identity.
    error KeyHolderLastManagementKey(bytes32 key);

    /// @notice Nobody requested an execution of this number.
    error KeyHolderExecutionUnknown(uint256 executionId);

    /// @notice The execution was carried out before.
    error KeyHolderExecutionDone(uint256 executionId);
}
