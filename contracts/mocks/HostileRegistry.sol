// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Bombs} from "./Bombs.sol";
import {HonestRegistry} from "./HonestRegistry.sol";
import {HonestRegistryStorage} from "./HonestRegistryStorage.sol";
import {Reentrant} from "./Reentrant.sol";

/// @title A registry that refuses, lies, harms or calls back, in one way at a time
contract HostileRegistry is HonestRegistry, Reentrant {
    enum Mode {
        Honest,
        IdentityUnreadable,
        RefusesRegistration,
        IgnoresRegistration,
        RegistrationBurnsGas,
        RefusesRemoval,
        IgnoresRemoval,
        RemovalRevertsWithTooMuch,
        NobodyIsVerified,
        VerificationBurnsGas,
        ReentersOnRegistration,
        ReentersOnRemoval,
        ReentersOnVerification
    }

    error RegistrationRefused(address wallet);
    error RemovalRefused(address wallet);

    Mode public mode;

    constructor(HonestRegistryStorage storage_) HonestRegistry(storage_) {}

    function become(Mode next) external {
        mode = next;
    }

    function registerIdentity(address wallet, address newIdentity, uint16 country) public override {
        if (mode == Mode.RefusesRegistration) revert RegistrationRefused(wallet);
        if (mode == Mode.IgnoresRegistration) return;
        if (mode == Mode.RegistrationBurnsGas) Bombs.burnGas();
        if (mode == Mode.ReentersOnRegistration) _reenter();
        super.registerIdentity(wallet, newIdentity, country);
    }

    function deleteIdentity(address wallet) public override {
        if (mode == Mode.RefusesRemoval) revert RemovalRefused(wallet);
        if (mode == Mode.IgnoresRemoval) return;
        if (mode == Mode.RemovalRevertsWithTooMuch) Bombs.revertWith(Bombs.QUARTER_MEGABYTE);
        if (mode == Mode.ReentersOnRemoval) _reenter();
        super.deleteIdentity(wallet);
    }

    function identity(address wallet) public view override returns (address) {
        if (mode == Mode.IdentityUnreadable) Bombs.returnByte();
        return super.identity(wallet);
    }

    function isVerified(address wallet) public view override returns (bool) {
        if (mode == Mode.NobodyIsVerified) return false;
        if (mode == Mode.VerificationBurnsGas) Bombs.burnGas();
        if (mode == Mode.ReentersOnVerification) return !_reenterStatically();
        return super.isVerified(wallet);
    }
}
