// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Key holder: the keys that may act for an identity
/// @notice Purposes: 1 management, 2 action, 3 claim signer, 4 encryption. Types: 1 ECDSA, 2 RSA.
/// A key is `keccak256(abi.encode(address))` for an account.
/// @dev ERC-734. Event and function signatures are frozen: they are what ONCHAINID 2.x and T-REX 4.x read.
interface IERC734 {
    event Approved(uint256 indexed executionId, bool approved);
    event Executed(uint256 indexed executionId, address indexed to, uint256 indexed value, bytes data);
    event ExecutionRequested(uint256 indexed executionId, address indexed to, uint256 indexed value, bytes data);
    event ExecutionFailed(uint256 indexed executionId, address indexed to, uint256 indexed value, bytes data);
    event KeyAdded(bytes32 indexed key, uint256 indexed purpose, uint256 indexed keyType);
    event KeyRemoved(bytes32 indexed key, uint256 indexed purpose, uint256 indexed keyType);

    /// @notice Gives `key` one more purpose. Only a management key, or the identity itself.
    function addKey(bytes32 key, uint256 purpose, uint256 keyType) external returns (bool success);

    /// @notice Takes one purpose from `key`. Only a management key, or the identity itself.
    function removeKey(bytes32 key, uint256 purpose) external returns (bool success);

    /// @notice Requests a call in the identity's name; carried out at once when the caller's key suffices.
    /// @return executionId The number to approve it by.
    function execute(address to, uint256 value, bytes calldata data) external payable returns (uint256 executionId);

    /// @notice Approves and carries out a requested call, or withholds approval.
    /// Only an action key; a management key when the call is to the identity itself.
    /// @return success Whether the call was carried out.
    function approve(uint256 executionId, bool approval) external returns (bool success);

    /// @notice A key's purposes and type; all empty for an unknown key.
    function getKey(bytes32 key) external view returns (uint256[] memory purposes, uint256 keyType, bytes32 keyId);

    /// @notice A key's purposes; empty for an unknown key.
    function getKeyPurposes(bytes32 key) external view returns (uint256[] memory purposes);

    /// @notice All keys that were given `purpose` by name.
    function getKeysByPurpose(uint256 purpose) external view returns (bytes32[] memory keys);

    /// @notice Whether `key` may serve `purpose`; a management key serves every purpose.
    function keyHasPurpose(bytes32 key, uint256 purpose) external view returns (bool exists);
}
