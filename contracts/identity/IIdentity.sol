// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC734} from "../interfaces/IERC734.sol";
import {IERC735} from "../interfaces/IERC735.sol";
import {Claim, Key} from "./IIdentityFactory.sol";

/// @title Identity: a person's keys and claims on chain
/// @notice An immutable clone: its code never changes, and its last management key cannot be removed.
/// T-REX 4.x registries read it as an ONCHAINID.
interface IIdentity is IERC734, IERC735 {
    /// @notice The caller holds no key of the identity for this purpose.
    error IdentityKeyRequired(address caller, uint256 purpose);

    /// @notice Only the factory initializes, while it creates.
    error IdentityFactoryOnly(address caller);

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

    /// @notice The issuer does not stand by this claim, or did not answer.
    error ClaimHolderClaimInvalid(address issuer, uint256 topic);

    /// @notice There is no such claim.
    error ClaimHolderClaimUnknown(bytes32 claimId);

    /// @notice Gives a new identity its further keys and its first claims. Only the factory, while it creates.
    function initialize(Key[] calldata keys, Claim[] calldata claims) external;
}
