// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Identity registry storage: the wallets, shared by the registries that are bound to it
/// @dev ERC-3643.
interface IIdentityRegistryStorage {
    event IdentityStored(address indexed wallet, address indexed identity);
    event IdentityUnstored(address indexed wallet, address indexed identity);
    event IdentityModified(address indexed oldIdentity, address indexed newIdentity);
    event CountryModified(address indexed wallet, uint16 indexed country);
    event IdentityRegistryBound(address indexed identityRegistry);
    event IdentityRegistryUnbound(address indexed identityRegistry);

    /// @notice A wallet's identity; zero when there is none.
    function storedIdentity(address wallet) external view returns (address);

    /// @notice A wallet's country.
    function storedInvestorCountry(address wallet) external view returns (uint16);

    /// @notice Stores a wallet. Only an agent.
    function addIdentityToStorage(address wallet, address identity, uint16 country) external;

    /// @notice Removes a wallet. Only an agent.
    function removeIdentityFromStorage(address wallet) external;

    /// @notice Changes a wallet's country. Only an agent.
    function modifyStoredInvestorCountry(address wallet, uint16 country) external;

    /// @notice Changes a wallet's identity. Only an agent.
    function modifyStoredIdentity(address wallet, address identity) external;

    /// @notice Lets a registry write. Only the owner.
    function bindIdentityRegistry(address identityRegistry) external;

    /// @notice Stops a registry from writing. Only the owner.
    function unbindIdentityRegistry(address identityRegistry) external;

    /// @notice The registries that are bound.
    function linkedIdentityRegistries() external view returns (address[] memory);
}
