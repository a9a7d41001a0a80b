// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Trusted issuers: who may vouch for which topics
/// @dev ERC-3643.
interface ITrustedIssuersRegistry {
    event TrustedIssuerAdded(address indexed trustedIssuer, uint256[] claimTopics);
    event TrustedIssuerRemoved(address indexed trustedIssuer);
    event ClaimTopicsUpdated(address indexed trustedIssuer, uint256[] claimTopics);

    /// @notice Trusts an issuer for the topics. Only the owner.
    function addTrustedIssuer(address trustedIssuer, uint256[] calldata claimTopics) external;

    /// @notice Trusts an issuer no longer. Only the owner.
    function removeTrustedIssuer(address trustedIssuer) external;

    /// @notice Replaces an issuer's topics. Only the owner.
    function updateIssuerClaimTopics(address trustedIssuer, uint256[] calldata claimTopics) external;

    /// @notice Every trusted issuer.
    function getTrustedIssuers() external view returns (address[] memory);

    /// @notice Whether an issuer is trusted for anything.
    function isTrustedIssuer(address issuer) external view returns (bool);

    /// @notice The topics an issuer is trusted for.
    function getTrustedIssuerClaimTopics(address trustedIssuer) external view returns (uint256[] memory);

    /// @notice The issuers trusted for a topic.
    function getTrustedIssuersForClaimTopic(uint256 claimTopic) external view returns (address[] memory);

    /// @notice Whether an issuer is trusted for a topic.
    function hasClaimTopic(address issuer, uint256 claimTopic) external view returns (bool);
}
