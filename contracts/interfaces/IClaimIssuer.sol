// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Claim issuer: says whether a claim of its own holds
/// @dev The part of ONCHAINID's claim issuer that registries and identities ask.
interface IClaimIssuer {
    /// @notice Whether the issuer stands by this claim now: signed by a key of its own, and not revoked.
    function isClaimValid(
        address identity,
        uint256 topic,
        bytes calldata signature,
        bytes calldata data
    ) external view returns (bool valid);
}
