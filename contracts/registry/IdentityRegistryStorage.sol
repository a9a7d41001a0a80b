// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {AgentRole} from "../access/AgentRole.sol";
import {IAgentRole} from "../interfaces/IAgentRole.sol";
import {IIdentityRegistryStorage} from "../interfaces/IIdentityRegistryStorage.sol";
import {IRecoverableStorage, WalletPair} from "./IRecoverableStorage.sol";
import {AWAITS_VERIFICATION, LOST, QUARANTINED, WalletRecord} from "./WalletRecord.sol";

/// @title Identity registry storage
/// @dev Lives as a copy, made and initialized in one transaction. Flags outlive a registration: removing a wallet and
/// storing it again frees it of nothing.
contract IdentityRegistryStorage is IRecoverableStorage, AgentRole, ERC165 {
    using EnumerableSet for EnumerableSet.AddressSet;

    uint256 private constant MAX_REGISTRIES = 300;

    mapping(address wallet => WalletRecord) private _recordOf;
    /// What a flag stands for: the case that quarantines a wallet, or the successor of a lost one. Never both at once.
    mapping(address wallet => bytes32 caseIdOrSuccessor) private _behindFlagOf;
    EnumerableSet.AddressSet private _registries;

    constructor() {
        _disableInitializers();
    }

    /// @notice Gives a new storage its owner and its first registry; none when it is zero.
    function initialize(address firstOwner, address firstRegistry) external initializer {
        _initializeOwner(firstOwner);
        if (firstRegistry != address(0)) _bind(firstRegistry);
    }

    function addIdentityToStorage(address wallet, address identity, uint16 country) external override onlyAgent {
        _store(wallet, identity, country);
    }

    function removeIdentityFromStorage(address wallet) external override onlyAgent {
        WalletRecord record = _registered(wallet);
        _recordOf[wallet] = record.unregistered();
        emit IdentityUnstored(wallet, record.identity());
    }

    function modifyStoredInvestorCountry(address wallet, uint16 country) external override onlyAgent {
        WalletRecord record = _registered(wallet);
        _requireNotLost(wallet, record);
        _recordOf[wallet] = record.registered(record.identity(), country);
        emit CountryModified(wallet, country);
    }

    function modifyStoredIdentity(address wallet, address identity) external override onlyAgent {
        WalletRecord record = _registered(wallet);
        _requireNotLost(wallet, record);
        if (identity == address(0)) revert IdentityRegistryStorageZeroAddress();
        _recordOf[wallet] = record.registered(identity, record.country());
        emit IdentityModified(record.identity(), identity);
        emit WalletIdentityModified(wallet, record.identity(), identity);
    }

    function bindIdentityRegistry(address identityRegistry) external override onlyOwner {
        _bind(identityRegistry);
    }

    function unbindIdentityRegistry(address identityRegistry) external override onlyOwner {
        if (!_registries.remove(identityRegistry)) revert IdentityRegistryStorageRegistryUnbound(identityRegistry);
        _removeAgent(identityRegistry);
        emit IdentityRegistryUnbound(identityRegistry);
    }

    function quarantine(address wallet, bytes32 caseId) external override onlyAgent {
        // Check
        if (wallet == address(0)) revert IdentityRegistryStorageZeroAddress();
        if (caseId == 0) revert IdentityRegistryStorageZeroCase();
        WalletRecord record = _recordOf[wallet];
        _requireNotLost(wallet, record);
        _requireNotQuarantined(wallet, record);

        // Effect
        _recordOf[wallet] = record.with(QUARANTINED);
        _behindFlagOf[wallet] = caseId;
        emit WalletQuarantined(wallet, caseId);
    }

    function release(address wallet, bytes32 caseId) external override onlyAgent {
        // Check
        WalletRecord record = _recordOf[wallet];
        if (!record.has(QUARANTINED) || _behindFlagOf[wallet] != caseId) {
            revert IdentityRegistryStorageNotQuarantinedBy(wallet, caseId);
        }

        // Effect
        _recordOf[wallet] = record.without(QUARANTINED);
        delete _behindFlagOf[wallet];
        emit WalletReleased(wallet, caseId);
    }

    function recordSuccessor(
        address lostWallet,
        address newWallet,
        address identity,
        bool awaitsVerification
    ) external override onlyAgent {
        // Check
        if (lostWallet == newWallet) revert IdentityRegistryStorageOwnSuccessor(lostWallet);
        WalletRecord lost = _registered(lostWallet);
        _requireNotLost(lostWallet, lost);
        WalletRecord next = _recordOf[newWallet];
        _requireNotLost(newWallet, next);
        _requireNotQuarantined(newWallet, next);
        if (next.identity() != address(0) && next.identity() != identity) {
            revert IdentityRegistryStorageIdentityMismatch(newWallet, identity, next.identity());
        }

        // Effect: the lost wallet
        if (lost.has(QUARANTINED)) emit WalletReleased(lostWallet, _behindFlagOf[lostWallet]);
        _recordOf[lostWallet] = lost.without(QUARANTINED).with(LOST);
        _behindFlagOf[lostWallet] = bytes32(uint256(uint160(newWallet)));
        emit SuccessorRecorded(lostWallet, newWallet, identity);

        // Effect: the new wallet
        if (next.identity() == address(0)) _store(newWallet, identity, lost.country());
        if (awaitsVerification && !next.has(AWAITS_VERIFICATION)) {
            _recordOf[newWallet] = _recordOf[newWallet].with(AWAITS_VERIFICATION);
            emit VerificationAwaited(newWallet);
        }
    }

    function recordVerified(address newWallet) external override onlyAgent {
        WalletRecord record = _recordOf[newWallet];
        if (!record.has(AWAITS_VERIFICATION)) revert IdentityRegistryStorageNotAwaiting(newWallet);
        _recordOf[newWallet] = record.without(AWAITS_VERIFICATION);
        emit VerificationArrived(newWallet);
    }

    function storedIdentity(address wallet) external view override returns (address) {
        return _recordOf[wallet].identity();
    }

    function storedInvestorCountry(address wallet) external view override returns (uint16) {
        return _recordOf[wallet].country();
    }

    function linkedIdentityRegistries() external view override returns (address[] memory) {
        return _registries.values();
    }

    function recordsOf(
        address first,
        address second
    ) external view override returns (WalletRecord firstRecord, WalletRecord secondRecord) {
        // Zero stands for a side that is absent: nothing is known of it, and reading it would cost.
        if (first != address(0)) firstRecord = _recordOf[first];
        if (second != address(0)) secondRecord = _recordOf[second];
    }

    function casePair(
        address lostWallet,
        address newWallet
    ) external view override returns (WalletRecord lost, WalletRecord next, bool isHead) {
        (lost, next) = (_recordOf[lostWallet], _recordOf[newWallet]);
        isHead = lost.has(LOST) && _headOf(lostWallet, lost) == newWallet;
    }

    function pairOf(address lostWallet, address newWallet) external view override returns (WalletPair memory pair) {
        (pair.lost, pair.next) = (_recordOf[lostWallet], _recordOf[newWallet]);
        pair.head = _headOf(lostWallet, pair.lost);
        pair.nextSuccessor = _successorOf(newWallet, pair.next);
        pair.lostCase = _quarantinedBy(lostWallet, pair.lost);
        pair.nextCase = _quarantinedBy(newWallet, pair.next);
    }

    function headOf(address wallet) external view override returns (address head) {
        return _headOf(wallet, _recordOf[wallet]);
    }

    function successorOf(address lostWallet) external view override returns (address) {
        return _successorOf(lostWallet, _recordOf[lostWallet]);
    }

    function quarantinedBy(address wallet) external view override returns (bytes32 caseId) {
        return _quarantinedBy(wallet, _recordOf[wallet]);
    }

    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return
            interfaceId == type(IRecoverableStorage).interfaceId ||
            interfaceId == type(IIdentityRegistryStorage).interfaceId ||
            interfaceId == type(IAgentRole).interfaceId ||
            super.supportsInterface(interfaceId);
    }

    function _store(address wallet, address identity, uint16 country) private {
        // Check
        if (wallet == address(0) || identity == address(0)) revert IdentityRegistryStorageZeroAddress();
        WalletRecord record = _recordOf[wallet];
        _requireNotLost(wallet, record);
        if (record.identity() != address(0)) revert IdentityRegistryStorageWalletKnown(wallet, record.identity());

        // Effect
        _recordOf[wallet] = record.registered(identity, country);
        emit IdentityStored(wallet, identity);
        // The standard's event leaves it out, and events shall be enough to rebuild the storage.
        emit CountryModified(wallet, country);
    }

    function _bind(address registry) private {
        if (_registries.length() == MAX_REGISTRIES) revert IdentityRegistryStorageTooManyRegistries(MAX_REGISTRIES);
        if (!_registries.add(registry)) revert IdentityRegistryStorageRegistryBound(registry);
        _addAgent(registry);
        emit IdentityRegistryBound(registry);
    }

    function _registered(address wallet) private view returns (WalletRecord record) {
        record = _recordOf[wallet];
        if (record.identity() == address(0)) revert IdentityRegistryStorageWalletUnknown(wallet);
    }

    function _headOf(address wallet, WalletRecord record) private view returns (address head) {
        for (head = wallet; record.has(LOST); record = _recordOf[head]) head = _successorOf(head, record);
    }

    function _successorOf(address wallet, WalletRecord record) private view returns (address) {
        return record.has(LOST) ? address(uint160(uint256(_behindFlagOf[wallet]))) : address(0);
    }

    function _quarantinedBy(address wallet, WalletRecord record) private view returns (bytes32) {
        return record.has(QUARANTINED) ? _behindFlagOf[wallet] : bytes32(0);
    }

    function _requireNotLost(address wallet, WalletRecord record) private view {
        if (record.has(LOST)) revert IdentityRegistryStorageWalletLost(wallet, _successorOf(wallet, record));
    }

    function _requireNotQuarantined(address wallet, WalletRecord record) private view {
        bytes32 caseId = _quarantinedBy(wallet, record);
        if (caseId != 0) revert IdentityRegistryStorageWalletQuarantined(wallet, caseId);
    }
}
