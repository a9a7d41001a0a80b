// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Claim topics: what every holder needs a claim for
/// @dev ERC-3643.
interface IClaimTopicsRegistry {
    event ClaimTopicAdded(uint256 indexed claimTopic);
    event ClaimTopicRemoved(uint256 indexed claimTopic);

    /// @notice Requires a topic. Only the owner.
    function addClaimTopic(uint256 claimTopic) external;

    /// @notice Requires a topic no longer. Only the owner.
    function removeClaimTopic(uint256 claimTopic) external;

    /// @notice The required topics.
    function getClaimTopics() external view returns (uint256[] memory);
}
