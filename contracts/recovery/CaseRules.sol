// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC734} from "../interfaces/IERC734.sol";
import {Blockers} from "./Blockers.sol";
import {BoundedCall} from "./BoundedCall.sol";
import {CaseBook} from "./CaseBook.sol";
import {CaseRecord} from "./CaseRecord.sol";
import {Standings} from "./Ground.sol";
import {CaseStatus, Recovery} from "./IRecoveryAgent.sol";

/// @title The rules of a case: everything that may stand in the way of its next step
abstract contract CaseRules is CaseBook {
    using Blockers for Blockers.List;
    using BoundedCall for address;

    uint256 private constant MANAGEMENT = 1;

    /// @dev What stops a recovery from being proposed now.
    /// @param given The new wallet's identity; zero when the case is to create one.
    function _proposalBlockers(
        Recovery calldata recovery,
        bytes32 caseId,
        Standings memory seen,
        address given
    ) internal view returns (Blockers.List memory blockers) {
        _addWalletBlockers(blockers, recovery);
        _addCaseBlockers(blockers, recovery);
        _addSuccessionBlockers(blockers, recovery, seen);
        if (!seen.readable) {
            blockers.add(abi.encodeWithSelector(RecoveryAgentRegistryUnusable.selector, recovery.registry));
        } else if (seen.lostIdentity == address(0)) {
            blockers.add(
                abi.encodeWithSelector(RecoveryAgentNotRegistered.selector, recovery.registry, recovery.lostWallet)
            );
        } else {
            _addIdentityBlockers(blockers, recovery, caseId, seen, given);
        }
    }

    /// @dev What stops a live case from being executed now.
    function _executionBlockers(
        Recovery calldata recovery,
        bytes32 caseId,
        Standings memory seen
    ) internal view returns (Blockers.List memory blockers) {
        CaseRecord storage record = _cases[caseId];
        if (record.status != CaseStatus.Proposed || block.timestamp > record.expiresAt()) {
            blockers.add(abi.encodeWithSelector(RecoveryAgentWrongStatus.selector, caseId, _statusOf(caseId)));
            return blockers;
        }
        if (block.timestamp < record.readyAt) {
            blockers.add(abi.encodeWithSelector(RecoveryAgentTooEarly.selector, caseId, record.readyAt));
        }
        uint256 approvals = approvalsOf(caseId);
        if (approvals < record.threshold) {
            blockers.add(
                abi.encodeWithSelector(RecoveryAgentNotEnoughApprovals.selector, caseId, approvals, record.threshold)
            );
        }
        address lostIdentity = record.lostIdentity;
        if (seen.lostIdentity != lostIdentity) {
            blockers.add(
                abi.encodeWithSelector(
                    RecoveryAgentIdentityMismatch.selector,
                    recovery.lostWallet,
                    lostIdentity,
                    seen.lostIdentity
                )
            );
        }
        _addSuccessionBlockers(blockers, recovery, seen);
        // Whether the identity is the one of the proposal was asked above; what follows is about that one.
        seen.lostIdentity = lostIdentity;
        _addIdentityBlockers(blockers, recovery, caseId, seen, _identityGivenTo[caseId]);
    }

    /// @dev What stops an executed case from going on with its tokens: the new wallet may have been lost since.
    function _retryBlockers(
        Recovery calldata recovery,
        bytes32 caseId,
        Standings memory seen
    ) internal view returns (Blockers.List memory blockers) {
        CaseStatus status = _statusOf(caseId);
        if (status != CaseStatus.Executed) {
            blockers.add(abi.encodeWithSelector(RecoveryAgentWrongStatus.selector, caseId, status));
            return blockers;
        }
        _addEverLost(blockers, recovery.newWallet, seen.nextSuccessor);
        bytes32 live = liveCaseOf(recovery.newWallet);
        if (live != 0 && _stateOf[recovery.newWallet].isLost) {
            blockers.add(abi.encodeWithSelector(RecoveryAgentCaseLive.selector, recovery.newWallet, live));
        }
    }

    function _addWalletBlockers(Blockers.List memory blockers, Recovery calldata recovery) private view {
        (address lost, address next) = (recovery.lostWallet, recovery.newWallet);
        if (lost == next) blockers.add(abi.encodeWithSelector(RecoveryAgentSameWallet.selector, lost));
        bool lostForbidden = _isForbidden(recovery, lost);
        bool nextForbidden = _isForbidden(recovery, next);
        address previous;
        address[] calldata tokens = recovery.tokens;
        for (uint256 i; i < tokens.length; ++i) {
            address token = tokens[i];
            if (token <= previous) {
                blockers.add(abi.encodeWithSelector(RecoveryAgentTokensNotAscending.selector, previous, token));
            }
            if (token == lost) lostForbidden = true;
            if (token == next) nextForbidden = true;
            previous = token;
        }
        if (lostForbidden) blockers.add(abi.encodeWithSelector(RecoveryAgentForbiddenWallet.selector, lost));
        if (nextForbidden) blockers.add(abi.encodeWithSelector(RecoveryAgentForbiddenWallet.selector, next));
    }

    function _addCaseBlockers(Blockers.List memory blockers, Recovery calldata recovery) private view {
        (address lost, address next) = (recovery.lostWallet, recovery.newWallet);
        uint256 nonce = _stateOf[lost].nonce;
        if (recovery.nonce != nonce) {
            blockers.add(abi.encodeWithSelector(RecoveryAgentWrongNonce.selector, recovery.nonce, nonce));
        }
        (uint256 liveCount, uint256 limit) = (_office.liveCases, _office.maxLiveCases);
        if (liveCount >= limit) {
            blockers.add(abi.encodeWithSelector(RecoveryAgentTooManyLiveCases.selector, liveCount));
        }
        bytes32 live = liveCaseOf(lost);
        if (live != 0) blockers.add(abi.encodeWithSelector(RecoveryAgentCaseLive.selector, lost, live));
        live = liveCaseOf(next);
        if (live != 0) blockers.add(abi.encodeWithSelector(RecoveryAgentCaseLive.selector, next, live));
    }

    /// @dev What this agent and the registry have on record of successors, and of other agents' cases.
    function _addSuccessionBlockers(
        Blockers.List memory blockers,
        Recovery calldata recovery,
        Standings memory seen
    ) private view {
        (address lost, address next) = (recovery.lostWallet, recovery.newWallet);
        _addEverLost(blockers, next, seen.nextSuccessor);
        address head = _headOf(lost);
        if (head == lost) head = seen.head;
        if (head != lost && head != next) {
            blockers.add(abi.encodeWithSelector(RecoveryAgentOtherSuccessor.selector, lost, head));
        }
        if (seen.nextCase != 0) {
            blockers.add(abi.encodeWithSelector(RecoveryAgentWalletQuarantined.selector, next, seen.nextCase));
        }
    }

    function _addIdentityBlockers(
        Blockers.List memory blockers,
        Recovery calldata recovery,
        bytes32 caseId,
        Standings memory seen,
        address given
    ) private view {
        (address lost, address next, address kept) = (recovery.lostWallet, recovery.newWallet, recovery.identity);
        if (kept != address(0) && kept != seen.lostIdentity) {
            blockers.add(abi.encodeWithSelector(RecoveryAgentIdentityMismatch.selector, lost, kept, seen.lostIdentity));
        } else if (kept != address(0)) {
            // An earlier case gave the new wallet another identity.
            if (kept != given) {
                blockers.add(abi.encodeWithSelector(RecoveryAgentIdentityMismatch.selector, next, kept, given));
            }
            if (!_isManager(kept, next)) {
                blockers.add(abi.encodeWithSelector(RecoveryAgentNewWalletNotManager.selector, kept, next));
            }
            if (_isManager(kept, lost)) {
                blockers.add(abi.encodeWithSelector(RecoveryAgentLostWalletStillManager.selector, kept, lost));
            }
        }
        address current = seen.nextIdentity;
        if (current != address(0) && current != _orReplacement(given, caseId)) {
            blockers.add(
                abi.encodeWithSelector(RecoveryAgentAlreadyRegistered.selector, recovery.registry, next, current)
            );
        }
    }

    /// @param registered The wallet's successor in the registry.
    function _addEverLost(Blockers.List memory blockers, address wallet, address registered) private view {
        address successor = _stateOf[wallet].successor;
        if (successor == address(0)) successor = registered;
        if (successor != address(0)) {
            blockers.add(abi.encodeWithSelector(RecoveryAgentEverLost.selector, wallet, successor));
        }
    }

    function _isForbidden(Recovery calldata recovery, address wallet) private view returns (bool) {
        return
            wallet == address(0) ||
            wallet == address(this) ||
            wallet == authority() ||
            wallet == identityFactory ||
            wallet == recovery.registry;
    }

    /// @dev Whether the account may manage the identity; false when the identity does not answer.
    function _isManager(address identity, address account) internal view returns (bool) {
        (bool readable, uint256 word) = identity.tryRead(
            BoundedCall.GETTER_GAS,
            abi.encodeCall(IERC734.keyHasPurpose, (keccak256(abi.encode(account)), MANAGEMENT))
        );
        return readable && word != 0;
    }
}
