// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IClaimIssuer} from "../interfaces/IClaimIssuer.sol";
import {IKeyHolder} from "./IKeyHolder.sol";

/// @title Claim issuer of typed claims
/// @notice What is signed names the chain, the issuer, the subject and the time (EIP-712, in this contract's domain):
/// `Claim(uint256 topic,address subject,ClaimData data)ClaimData(uint256 issuedAt,uint256 validUntil,bytes payload)`,
/// the shape of ONCHAINID v3. ERC-735's `data` carries the last three as
/// `uint64 issuedAt ‖ uint64 validUntil ‖ payload`, so that every identity can store them and every registry hand them on.
/// @dev Signatures are those of this contract's claim keys (ERC-734, purpose 3): 65 bytes of an account, low s, v 27 or
/// 28; or, of any other length, a contract's address followed by what that contract accepts (ERC-1271).
/// An issuer that signs so says it by ERC-165.
interface ITypedClaimIssuer is IClaimIssuer, IKeyHolder {
    /// @notice Claims of this digest hold no longer, and never again. The same payload may be issued anew: at another
    /// time it has another digest.
    event ClaimRevoked(bytes32 indexed digest);

    /// @notice An issuer needs an account that manages it.
    error ClaimIssuerNoManagementKey();

    /// @notice A claim's data begins with two times, 16 bytes.
    error ClaimIssuerDataTooShort(uint256 length);

    /// @notice Revokes claims, whatever signature they carry and wherever they are stored. Only a claim key.
    /// One that is revoked already stays so.
    function revokeClaims(bytes32[] calldata digests) external;

    /// @notice What is signed for a claim, and what it is revoked by.
    /// @param subject The identity that the claim is about.
    /// @param data As in ERC-735: `uint64 issuedAt ‖ uint64 validUntil ‖ payload`.
    function digestOf(address subject, uint256 topic, bytes calldata data) external view returns (bytes32 digest);

    /// @notice Whether the claims of a digest were revoked.
    function isRevoked(bytes32 digest) external view returns (bool);
}
