// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Identity registry: which wallet belongs to which identity, and whether it is verified
/// @notice Countries are ISO 3166-1 numeric codes.
/// @dev ERC-3643. Identities are plain addresses here, so that any ERC-734/735 contract fits.
interface IIdentityRegistry {
    event ClaimTopicsRegistrySet(address indexed claimTopicsRegistry);
    event IdentityStorageSet(address indexed identityStorage);
    event TrustedIssuersRegistrySet(address indexed trustedIssuersRegistry);
    event IdentityRegistered(address indexed wallet, address indexed identity);
    event IdentityRemoved(address indexed wallet, address indexed identity);
    event IdentityUpdated(address indexed oldIdentity, address indexed newIdentity);
    event CountryUpdated(address indexed wallet, uint16 indexed country);

    /// @notice Where the wallets are stored, maybe for several registries.
    function identityStorage() external view returns (address);

    /// @notice Who is trusted to vouch.
    function issuersRegistry() external view returns (address);

    /// @notice What has to be vouched for.
    function topicsRegistry() external view returns (address);

    /// @notice Points the registry at another storage. Only the owner.
    function setIdentityRegistryStorage(address identityRegistryStorage) external;

    /// @notice Points the registry at another list of topics. Only the owner.
    function setClaimTopicsRegistry(address claimTopicsRegistry) external;

    /// @notice Points the registry at another list of issuers. Only the owner.
    function setTrustedIssuersRegistry(address trustedIssuersRegistry) external;

    /// @notice Registers a wallet. Only an agent.
    function registerIdentity(address wallet, address identity, uint16 country) external;

    /// @notice Removes a wallet. Only an agent.
    function deleteIdentity(address wallet) external;

    /// @notice Changes a wallet's country. Only an agent.
    function updateCountry(address wallet, uint16 country) external;

    /// @notice Changes a wallet's identity. Only an agent.
    function updateIdentity(address wallet, address identity) external;

    /// @notice Registers many wallets. Only an agent.
    function batchRegisterIdentity(
        address[] calldata wallets,
        address[] calldata identities,
        uint16[] calldata countries
    ) external;

    /// @notice Whether a wallet is registered.
    function contains(address wallet) external view returns (bool);

    /// @notice Whether a wallet's identity holds every required claim.
    function isVerified(address wallet) external view returns (bool);

    /// @notice A wallet's identity; zero when it is not registered.
    function identity(address wallet) external view returns (address);

    /// @notice A wallet's country; zero when it is not registered.
    function investorCountry(address wallet) external view returns (uint16);
}
