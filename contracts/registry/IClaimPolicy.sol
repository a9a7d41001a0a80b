// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IClaimTopicsRegistry} from "../interfaces/IClaimTopicsRegistry.sol";
import {ITrustedIssuersRegistry} from "../interfaces/ITrustedIssuersRegistry.sol";

/// @title Claim policy: which claims a holder needs, and whose word counts
/// @notice The standard's trusted-issuers registry and claim-topics registry in one contract, both whole.
interface IClaimPolicy is IClaimTopicsRegistry, ITrustedIssuersRegistry {
    /// @notice The topic is required already, or the issuer's list names it twice.
    error ClaimPolicyTopicKnown(uint256 topic);

    /// @notice The topic is not required.
    error ClaimPolicyTopicUnknown(uint256 topic);

    /// @notice A list of topics has at most `limit` entries, so that verification stays bounded.
    error ClaimPolicyTooManyTopics(uint256 count, uint256 limit);

    /// @notice An issuer is trusted for at least one topic.
    error ClaimPolicyNoTopics(address issuer);

    /// @notice Zero cannot be an issuer.
    error ClaimPolicyZeroIssuer();

    /// @notice The issuer is trusted already.
    error ClaimPolicyIssuerKnown(address issuer);

    /// @notice The issuer is not trusted.
    error ClaimPolicyIssuerUnknown(address issuer);

    /// @notice Whether an identity holds, for every required topic, a valid claim of an issuer trusted for it.
    /// @dev Cost does not depend on how many issuers are trusted. Warning: may revert or burn the gas that it is given
    /// when the identity is hostile; a registry asks with a bound and takes every failure for "no".
    function isIdentityVerified(address identity) external view returns (bool);
}
