// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Claims by topic and place: everything that a registry needs of a claim, in one call
/// @notice An optional companion of ERC-735. An identity without it is read through `getClaimIdsByTopic` and `getClaim`.
interface IClaimLookup {
    /// @notice The claim at a place in a topic's list, as `getClaimIdsByTopic` orders it.
    /// @return issuer Zero when the list is shorter.
    function claimAt(
        uint256 topic,
        uint256 index
    ) external view returns (address issuer, bytes memory signature, bytes memory data);
}
