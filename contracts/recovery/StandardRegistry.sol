// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {BoundedCall} from "./BoundedCall.sol";
import {IRecoveryAgent} from "./IRecoveryAgent.sol";

/// @title Registration of wallets by the standard's functions alone
library StandardRegistry {
    using BoundedCall for address;

    uint256 private constant REGISTRATION_GAS = 500_000;

    /// @return readable Whether the registry answered.
    /// @return identity Zero when the wallet is not registered.
    function identityOf(address registry, address wallet) internal view returns (bool readable, address identity) {
        uint256 word;
        (readable, word) = registry.tryRead(
            BoundedCall.GETTER_GAS,
            abi.encodeCall(IIdentityRegistry.identity, (wallet))
        );
        return (readable, address(uint160(word)));
    }

    function countryOf(address registry, address wallet) internal view returns (uint16) {
        (, uint256 word) = registry.tryRead(
            BoundedCall.GETTER_GAS,
            abi.encodeCall(IIdentityRegistry.investorCountry, (wallet))
        );
        return uint16(word);
    }

    /// @return The storage that the registry writes to; registries that share one share their wallets.
    function storageOf(address registry) internal view returns (address) {
        (, uint256 word) = registry.tryRead(
            BoundedCall.GETTER_GAS,
            abi.encodeCall(IIdentityRegistry.identityStorage, ())
        );
        return address(uint160(word));
    }

    /// @return The trusted-issuers registry; zero when the registry does not say.
    function issuersOf(address registry) internal view returns (address) {
        (, uint256 word) = registry.tryRead(
            BoundedCall.GETTER_GAS,
            abi.encodeCall(IIdentityRegistry.issuersRegistry, ())
        );
        return address(uint160(word));
    }

    /// @dev Registers the wallet unless it is registered so already.
    function register(address registry, address wallet, address identity, uint16 country) internal {
        (, address current) = identityOf(registry, wallet);
        if (current == identity) return;
        (, bytes memory reason) = registry.tryWrite(
            REGISTRATION_GAS,
            abi.encodeCall(IIdentityRegistry.registerIdentity, (wallet, identity, country))
        );
        (, current) = identityOf(registry, wallet);
        if (current != identity) revert IRecoveryAgent.RecoveryAgentRegistryRefused(registry, reason);
    }

    /// @return done Whether the wallet is registered no longer.
    function unregister(address registry, address wallet) internal returns (bool done, bytes memory reason) {
        (, reason) = registry.tryWrite(REGISTRATION_GAS, abi.encodeCall(IIdentityRegistry.deleteIdentity, (wallet)));
        (bool readable, address current) = identityOf(registry, wallet);
        done = readable && current == address(0);
    }
}
