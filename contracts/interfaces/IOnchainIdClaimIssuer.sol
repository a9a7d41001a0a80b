// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IClaimIssuer} from "./IClaimIssuer.sol";

/// @title Claim issuer of ONCHAINID 2.x: what it has beyond the standard's question
/// @dev Signatures are frozen. Claims are signed as personal messages that name neither chain nor issuer, without times.
interface IOnchainIdClaimIssuer is IClaimIssuer {
    /// @notice Revokes the claims that carry these very bytes as their signature. Only a management key.
    function revokeClaimBySignature(bytes calldata signature) external;

    /// @notice Whether these very bytes were revoked.
    function isClaimRevoked(bytes calldata signature) external view returns (bool);

    /// @notice The version of ONCHAINID, such as `2.2.1`.
    function version() external pure returns (string memory);
}
