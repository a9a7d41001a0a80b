// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {LibCall} from "solady/src/utils/LibCall.sol";
import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {AgentRole} from "../access/AgentRole.sol";
import {IAgentRole} from "../interfaces/IAgentRole.sol";
import {IERC734} from "../interfaces/IERC734.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {IRecoverableRegistry, Parties, Standing} from "./IRecoverableRegistry.sol";
import {IRecoverableStorage, WalletPair} from "./IRecoverableStorage.sol";
import {RegistrySources} from "./RegistrySources.sol";
import {WalletRecord} from "./WalletRecord.sol";

/// @title Identity registry
/// @dev Lives as a clone whose immutable arguments name its three companions.
contract IdentityRegistry is IRecoverableRegistry, RegistrySources, AgentRole, ERC165 {
    uint256 private constant MANAGEMENT = 1;
    uint256 private constant KEY_GAS = 100_000;

    constructor() {
        _disableInitializers();
    }

    /// @notice Gives a new registry its owner and its first agents.
    function initialize(address firstOwner, address[] calldata agents) external initializer {
        _initializeOwner(firstOwner);
        _initializeSources();
        for (uint256 i; i < agents.length; ++i) _addAgent(agents[i]);
    }

    function registerIdentity(address wallet, address identity_, uint16 country) external override onlyAgent {
        _register(_storage(), wallet, identity_, country);
    }

    function batchRegisterIdentity(
        address[] calldata wallets,
        address[] calldata identities,
        uint16[] calldata countries
    ) external override onlyAgent {
        if (wallets.length != identities.length || wallets.length != countries.length) {
            revert IdentityRegistryLengthMismatch(wallets.length, identities.length, countries.length);
        }
        IRecoverableStorage storage_ = _storage();
        for (uint256 i; i < wallets.length; ++i) _register(storage_, wallets[i], identities[i], countries[i]);
    }

    function deleteIdentity(address wallet) external override onlyAgent {
        IRecoverableStorage storage_ = _storage();
        emit IdentityRemoved(wallet, storage_.storedIdentity(wallet));
        storage_.removeIdentityFromStorage(wallet);
    }

    function updateCountry(address wallet, uint16 country) external override onlyAgent {
        _storage().modifyStoredInvestorCountry(wallet, country);
        emit CountryUpdated(wallet, country);
    }

    function updateIdentity(address wallet, address identity_) external override onlyAgent {
        IRecoverableStorage storage_ = _storage();
        emit IdentityUpdated(storage_.storedIdentity(wallet), identity_);
        storage_.modifyStoredIdentity(wallet, identity_);
    }

    function setIdentityRegistryStorage(address identityRegistryStorage) external override onlyOwner {
        _setStorage(identityRegistryStorage);
    }

    function setClaimTopicsRegistry(address claimTopicsRegistry) external override onlyOwner {
        _setTopics(claimTopicsRegistry);
    }

    function setTrustedIssuersRegistry(address trustedIssuersRegistry) external override onlyOwner {
        _setIssuers(trustedIssuersRegistry);
    }

    function quarantine(address wallet, bytes32 caseId) external override onlyAgent {
        _storage().quarantine(wallet, caseId);
    }

    function release(address wallet, bytes32 caseId) external override onlyAgent {
        _storage().release(wallet, caseId);
    }

    function recordSuccessor(address lostWallet, address newWallet, address identity_) external override onlyAgent {
        // Check: somebody who holds the new wallet's key manages the identity.
        if (!_isManager(identity_, newWallet)) revert IdentityRegistryNotManager(identity_, newWallet);

        // Interaction
        IRecoverableStorage storage_ = _storage();
        bool isNew = storage_.storedIdentity(newWallet) == address(0);
        storage_.recordSuccessor(lostWallet, newWallet, identity_, !_isVerified(identity_));
        if (isNew) emit IdentityRegistered(newWallet, identity_);
    }

    function releaseVerified(address newWallet) external override {
        IRecoverableStorage storage_ = _storage();
        if (!_isVerified(storage_.storedIdentity(newWallet))) revert IdentityRegistryNotVerified(newWallet);
        storage_.recordVerified(newWallet);
    }

    function identityStorage() external view override returns (address) {
        return address(_storage());
    }

    function topicsRegistry() external view override returns (address) {
        return _topics();
    }

    function issuersRegistry() external view override returns (address) {
        return _issuers();
    }

    function contains(address wallet) external view override returns (bool) {
        return identity(wallet) != address(0);
    }

    function isVerified(address wallet) external view override returns (bool) {
        return partiesOf(address(0), wallet).isToVerified;
    }

    function investorCountry(address wallet) external view override returns (uint16) {
        return _storage().storedInvestorCountry(wallet);
    }

    function successorOf(address lostWallet) external view override returns (address) {
        return _storage().successorOf(lostWallet);
    }

    function quarantinedBy(address wallet) external view override returns (bytes32 caseId) {
        return _storage().quarantinedBy(wallet);
    }

    function standingOf(address wallet) external view override returns (Standing) {
        (, WalletRecord record) = _storage().recordsOf(address(0), wallet);
        return record.standing();
    }

    function casePair(
        address lostWallet,
        address newWallet
    ) external view override returns (WalletRecord lost, WalletRecord next, bool isHead) {
        return _storage().casePair(lostWallet, newWallet);
    }

    function pairOf(address lostWallet, address newWallet) external view override returns (WalletPair memory) {
        return _storage().pairOf(lostWallet, newWallet);
    }

    function headOf(address wallet) external view override returns (address head) {
        return _storage().headOf(wallet);
    }

    function identity(address wallet) public view override returns (address) {
        return _storage().storedIdentity(wallet);
    }

    function partiesOf(address from, address to) public view override returns (Parties memory parties) {
        (WalletRecord sender, WalletRecord receiver) = _storage().recordsOf(from, to);
        parties.fromStanding = sender.standing();
        parties.toStanding = receiver.standing();
        (parties.fromIdentity, parties.fromCountry) = (sender.identity(), sender.country());
        (parties.toIdentity, parties.toCountry) = (receiver.identity(), receiver.country());
        parties.isToVerified = parties.toStanding != Standing.Lost && _isVerified(parties.toIdentity);
    }

    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return
            interfaceId == type(IRecoverableRegistry).interfaceId ||
            interfaceId == type(IIdentityRegistry).interfaceId ||
            interfaceId == type(IAgentRole).interfaceId ||
            super.supportsInterface(interfaceId);
    }

    function _register(IRecoverableStorage storage_, address wallet, address identity_, uint16 country) private {
        emit IdentityRegistered(wallet, identity_);
        storage_.addIdentityToStorage(wallet, identity_, country);
    }

    /// @dev Whether an account may manage an identity; false when the identity does not answer.
    function _isManager(address identity_, address account) private view returns (bool) {
        (bool success, , bytes memory answer) = LibCall.tryStaticCall(
            identity_,
            KEY_GAS,
            32,
            abi.encodeCall(IERC734.keyHasPurpose, (keccak256(abi.encode(account)), MANAGEMENT))
        );
        return success && answer.length == 32 && bytes32(answer) == bytes32(uint256(1));
    }
}
