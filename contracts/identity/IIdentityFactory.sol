// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice A key to give to an identity. Purposes and types as in ERC-734.
struct Key {
    bytes32 key;
    uint256 purpose;
    uint256 keyType;
}

/// @notice A claim to give to an identity. Fields as in ERC-735.
struct Claim {
    uint256 topic;
    uint256 scheme;
    address issuer;
    bytes signature;
    bytes data;
    string uri;
}

/// @title Identity factory: makes identities whose code nobody can change
/// @notice An identity's address depends on who creates it and on the salt, on nothing else. So issuers can sign claims
/// for an identity before it exists, and nobody but that creator can take its address.
interface IIdentityFactory {
    /// @notice An identity was created.
    event IdentityCreated(address indexed identity, address indexed creator, bytes32 indexed salt);

    /// @notice An identity needs an account that manages it.
    error IdentityFactoryNoManagementKey();

    /// @notice The creator used this salt before; its identity lives at `identity`.
    error IdentityFactorySaltUsed(address identity, bytes32 salt);

    /// @notice Creates an identity.
    /// @param salt Any value that the caller did not use before.
    /// @param managementAccount The account that manages the identity from the start.
    /// @param keys Further keys: a backup key is one with purpose 1 (management).
    /// @param claims Claims to begin with; each must be valid now, or nothing is created.
    /// @return identity The identity's address, as `predictIdentity` told it.
    function createIdentity(
        bytes32 salt,
        address managementAccount,
        Key[] calldata keys,
        Claim[] calldata claims
    ) external returns (address identity);

    /// @notice As `createIdentity`, with the trusted-issuers registry whose issuers need no key of the identity, until the
    /// holder says otherwise.
    function createAuthorisedIdentity(
        bytes32 salt,
        address managementAccount,
        address authoriser,
        Key[] calldata keys,
        Claim[] calldata claims
    ) external returns (address identity);

    /// @notice The address that `creator` gets for `salt`.
    function predictIdentity(address creator, bytes32 salt) external view returns (address identity);

    /// @notice The code that all identities share.
    function implementation() external view returns (address);
}
