// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Identity registry storage after T-REX 4.1.6, which several registries may share
contract HonestRegistryStorage {
    error WalletStoredAlready(address wallet);
    error WalletNotStoredYet(address wallet);
    error RegistryNotBound(address registry);

    struct Registration {
        address identity;
        uint16 country;
    }

    mapping(address registry => bool) private _isBound;
    mapping(address wallet => Registration) private _registrations;

    modifier onlyBound() {
        if (!_isBound[msg.sender]) revert RegistryNotBound(msg.sender);
        _;
    }

    function bindIdentityRegistry(address registry) external {
        _isBound[registry] = true;
    }

    function addIdentityToStorage(address wallet, address identity, uint16 country) external onlyBound {
        if (_registrations[wallet].identity != address(0)) revert WalletStoredAlready(wallet);
        _registrations[wallet] = Registration(identity, country);
    }

    function modifyStoredIdentity(address wallet, address identity) external onlyBound {
        if (_registrations[wallet].identity == address(0)) revert WalletNotStoredYet(wallet);
        _registrations[wallet].identity = identity;
    }

    function removeIdentityFromStorage(address wallet) external onlyBound {
        if (_registrations[wallet].identity == address(0)) revert WalletNotStoredYet(wallet);
        delete _registrations[wallet];
    }

    function storedIdentity(address wallet) external view returns (address) {
        return _registrations[wallet].identity;
    }

    function storedInvestorCountry(address wallet) external view returns (uint16) {
        return _registrations[wallet].country;
    }
}
