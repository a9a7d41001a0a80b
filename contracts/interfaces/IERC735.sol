// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Claim holder: what issuers say of an identity
/// @notice A claim's id is `keccak256(abi.encode(issuer, topic))`: one claim of each issuer for each topic.
/// @dev ERC-735. Event and function signatures are frozen: they are what ONCHAINID 2.x and T-REX 4.x read.
interface IERC735 {
    event ClaimAdded(
        bytes32 indexed claimId,
        uint256 indexed topic,
        uint256 scheme,
        address indexed issuer,
        bytes signature,
        bytes data,
        string uri
    );
    event ClaimRemoved(
        bytes32 indexed claimId,
        uint256 indexed topic,
        uint256 scheme,
        address indexed issuer,
        bytes signature,
        bytes data,
        string uri
    );
    event ClaimChanged(
        bytes32 indexed claimId,
        uint256 indexed topic,
        uint256 scheme,
        address indexed issuer,
        bytes signature,
        bytes data,
        string uri
    );

    /// @notice Adds a claim, or replaces the issuer's earlier one for the topic. Only a claim key.
    /// The issuer's contract must find it valid now.
    function addClaim(
        uint256 topic,
        uint256 scheme,
        address issuer,
        bytes calldata signature,
        bytes calldata data,
        string calldata uri
    ) external returns (bytes32 claimRequestId);

    /// @notice Removes a claim. Only a claim key.
    function removeClaim(bytes32 claimId) external returns (bool success);

    /// @notice A claim by its id; all empty when there is none.
    function getClaim(
        bytes32 claimId
    )
        external
        view
        returns (
            uint256 topic,
            uint256 scheme,
            address issuer,
            bytes memory signature,
            bytes memory data,
            string memory uri
        );

    /// @notice The ids of all claims for a topic.
    function getClaimIdsByTopic(uint256 topic) external view returns (bytes32[] memory claimIds);
}
