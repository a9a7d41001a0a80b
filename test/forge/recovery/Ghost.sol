// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CaseStatus, Policy, Recovery} from "../../../contracts/recovery/IRecoveryAgent.sol";
import {HonestToken} from "../../../contracts/mocks/HonestToken.sol";
import {World} from "./World.sol";

/// @title What the model believes: kept by the actors, compared with the chain by the rules
/// @dev Nothing here is read from the recovery agent, except the times of a new case, which the rules check.
abstract contract Ghost is World {
    struct GhostCase {
        bytes32 id;
        Recovery recovery;
        CaseStatus written;
        bool contested;
        uint256 readyAt;
        uint256 expiresAt;
        uint256 threshold;
        address proposer;
        address lostIdentity;
        address newIdentity;
        address[] approvers;
        /// Bit i is set once token i is done.
        uint256 settled;
        uint256 recovered;
        uint256 executions;
    }

    struct Holding {
        uint256 balance;
        uint256 frozen;
        bool walletFrozen;
    }

    GhostCase[] internal cases;
    Policy internal ghostPolicy = Policy({delay: 1 hours, window: 1 days, threshold: 1, maxLiveCases: 3});
    uint256 internal liveCount;
    /// Place in `cases` plus one of the case that holds a wallet, as lost or as new.
    mapping(address wallet => uint256 place) internal liveOf;
    mapping(address wallet => uint256) internal nonceOf;
    mapping(address lostWallet => address) internal successor;
    mapping(address lostWallet => address identity) internal identityOfSuccessor;
    mapping(address wallet => address identity) internal removedFrom;
    mapping(HonestToken => mapping(address wallet => uint256)) internal balanceOf;
    mapping(HonestToken => uint256) internal supplyOf;
    /// Cases keep these wallets frozen.
    mapping(address wallet => mapping(HonestToken => bool)) internal isGuarded;
    mapping(address wallet => mapping(HonestToken => bytes32 caseId)) internal frozenBy;
    /// What a case took from a lost wallet, which is frozen there for ever.
    mapping(address lostWallet => mapping(HonestToken => bool)) internal isRecovered;
    /// What the last step touched.
    uint256 internal touched;

    function _buildGhost() internal {
        for (uint256 t; t < TOKENS; ++t) {
            supplyOf[tokens[t]] = tokens[t].totalSupply();
            for (uint256 w; w < WALLETS; ++w) balanceOf[tokens[t]][wallets[w]] = tokens[t].balanceOf(wallets[w]);
        }
    }

    function _statusOf(GhostCase storage it) internal view returns (CaseStatus) {
        if (it.written != CaseStatus.Proposed && it.written != CaseStatus.Contested) return it.written;
        if (block.timestamp > it.expiresAt) return CaseStatus.Expired;
        if (it.written == CaseStatus.Contested) return CaseStatus.Contested;
        if (block.timestamp < it.readyAt || _approvalsOf(it) < it.threshold) return CaseStatus.Proposed;
        return CaseStatus.Ready;
    }

    function _approvalsOf(GhostCase storage it) internal view returns (uint256 approvals) {
        for (uint256 i; i < it.approvers.length; ++i) if (_hasRole(CUSTODIAN, it.approvers[i])) ++approvals;
    }

    function _registrationOf(address wallet) internal view returns (address identity) {
        identity = registry.identity(wallet);
        return identity == address(0) ? removedFrom[wallet] : identity;
    }

    function _newIdentityOf(Recovery memory recovery, bytes32 id) internal view returns (address) {
        address wallet = recovery.lostWallet;
        for (; successor[wallet] != address(0); wallet = successor[wallet]) {
            if (successor[wallet] == recovery.newWallet) return identityOfSuccessor[wallet];
        }
        if (recovery.identity != address(0)) return recovery.identity;
        return factory.predictIdentity(address(agent), id);
    }

    function _headOf(address wallet) internal view returns (address) {
        while (successor[wallet] != address(0)) wallet = successor[wallet];
        return wallet;
    }

    function _identitiesAllow(
        Recovery memory recovery,
        address lostIdentity,
        address newIdentity
    ) internal view returns (bool) {
        address kept = recovery.identity;
        if (kept != address(0)) {
            if (kept != lostIdentity || kept != newIdentity) return false;
            if (!_isManager(kept, recovery.newWallet) || _isManager(kept, recovery.lostWallet)) return false;
        }
        address current = registry.identity(recovery.newWallet);
        return current == address(0) || current == newIdentity;
    }

    /// @dev Whether the new wallet was lost in its turn, or may be.
    function _isNewWalletDoubtful(address newWallet) internal view returns (bool) {
        uint256 live = liveOf[newWallet];
        if (live != 0 && cases[live - 1].recovery.lostWallet == newWallet) return true;
        return successor[newWallet] != address(0);
    }

    function _holdingOf(HonestToken token, address wallet) internal view returns (Holding memory) {
        return Holding(token.balanceOf(wallet), token.getFrozenTokens(wallet), token.isFrozen(wallet));
    }

    function _caseToken(GhostCase storage it, uint256 index) internal view returns (HonestToken) {
        return HonestToken(it.recovery.tokens[index]);
    }
}
