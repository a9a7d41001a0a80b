// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Claim} from "../identity/IIdentityFactory.sol";
import {Blockers} from "./Blockers.sol";
import {CaseBook} from "./CaseBook.sol";
import {CaseExecution} from "./CaseExecution.sol";
import {CaseRecord, WalletState} from "./CaseRecord.sol";
import {Standings} from "./Ground.sol";
import {CaseStatus, Policy, Preview, Recovery, TokenResult} from "./IRecoveryAgent.sol";
import {SuiteRecovery} from "./SuiteRecovery.sol";

/// @title Recovery agent
/// @notice The entry points: each checks who calls and what stands in the way, and then lets the case take its step.
contract RecoveryAgent is CaseExecution, ReentrancyGuardTransient, Multicall {
    using Blockers for Blockers.List;
    using Bytes for bytes;

    /// @dev How a preview gets out of what it did: nothing of it remains but these values.
    error RecoveryAgentPreviewed(TokenResult[] tokens, uint256[] refusedClaims);

    /// @dev The person must be the caller: through the authority, two calls of one person would look like two people's.
    modifier onlyInPerson() {
        if (msg.sender == authority()) revert RecoveryAgentDirectCallRequired(msg.sender);
        _;
    }

    constructor(
        address accessManager,
        address factory,
        Policy memory firstPolicy
    ) AccessManaged(accessManager) EIP712("Regain RecoveryAgent", "1") CaseBook(factory, firstPolicy) {}

    function propose(
        Recovery calldata recovery,
        bytes calldata acceptance
    ) external override restricted onlyInPerson nonReentrant returns (bytes32 caseId) {
        // Check
        caseId = caseIdOf(recovery);
        Standings memory seen = _standingsOf(recovery);
        address given = _identityFor(recovery, seen);
        _proposalBlockers(recovery, caseId, seen, given).revertIfAny();
        if (!SignatureChecker.isValidSignatureNowCalldata(recovery.newWallet, caseId, acceptance)) {
            revert RecoveryAgentNotAccepted(caseId, recovery.newWallet);
        }

        // Effect
        _open(recovery, caseId, seen, given);

        // Interaction
        _quarantine(recovery, caseId, seen, 0, 0);
    }

    function quarantine(Recovery calldata recovery) external override restricted nonReentrant {
        bytes32 caseId = caseIdOf(recovery);
        CaseRecord storage record = _requireCase(caseId);
        Standings memory seen = _standingsOf(recovery);
        if (record.status == CaseStatus.Executed) _retryBlockers(recovery, caseId, seen).revertIfAny();
        else if (!record.isLive()) revert RecoveryAgentWrongStatus(caseId, _statusOf(caseId));
        _quarantine(recovery, caseId, seen, 0, 0);
    }

    function approve(bytes32 caseId) external override restricted onlyInPerson nonReentrant {
        _recordApproval(caseId, msg.sender);
    }

    function approveBySignature(
        bytes32 caseId,
        address custodian,
        bytes calldata signature
    ) external override nonReentrant {
        if (!_mayCall(custodian, this.approve.selector)) revert RecoveryAgentNotCustodian(custodian);
        if (!SignatureChecker.isValidSignatureNowCalldata(custodian, approvalDigest(caseId, custodian), signature)) {
            revert RecoveryAgentApprovalInvalid(caseId, custodian);
        }
        _recordApproval(caseId, custodian);
    }

    function contest(bytes32 caseId) external override nonReentrant {
        // Check
        CaseRecord storage record = _requireCase(caseId);
        CaseStatus status = _statusOf(caseId);
        if (status != CaseStatus.Proposed && status != CaseStatus.Ready) {
            revert RecoveryAgentWrongStatus(caseId, status);
        }
        if (record.contested) revert RecoveryAgentContestedBefore(caseId);
        WalletState storage caller = _stateOf[msg.sender];
        bool isLostWallet = caller.isLost && caller.caseId == caseId;
        if (!isLostWallet && !_isManager(record.lostIdentity, msg.sender)) {
            revert RecoveryAgentNotHolder(caseId, msg.sender);
        }

        // Effect
        record.contested = true;
        record.status = CaseStatus.Contested;
        emit RecoveryContested(caseId, msg.sender);
    }

    function uphold(bytes32 caseId) external override restricted nonReentrant {
        CaseRecord storage record = _requireCase(caseId);
        CaseStatus status = _statusOf(caseId);
        if (status != CaseStatus.Contested) revert RecoveryAgentWrongStatus(caseId, status);
        record.status = CaseStatus.Proposed;
        emit RecoveryUpheld(caseId, msg.sender);
    }

    function cancel(Recovery calldata recovery) external override nonReentrant {
        // Check
        bytes32 caseId = caseIdOf(recovery);
        if (!_requireCase(caseId).isLive()) revert RecoveryAgentWrongStatus(caseId, _statusOf(caseId));
        bool expired = _statusOf(caseId) == CaseStatus.Expired;
        if (!expired) _checkCanCall(msg.sender, msg.data);

        // Effect
        _close(caseId, expired ? CaseStatus.Expired : CaseStatus.Cancelled);
        if (expired) emit RecoveryExpired(caseId, msg.sender);
        else emit RecoveryCancelled(caseId, msg.sender);

        // Interaction
        _release(recovery, caseId);
    }

    function release(Recovery calldata recovery) external override nonReentrant {
        bytes32 caseId = caseIdOf(recovery);
        CaseStatus written = _requireCase(caseId).status;
        if (written != CaseStatus.Cancelled && written != CaseStatus.Expired) {
            revert RecoveryAgentWrongStatus(caseId, _statusOf(caseId));
        }
        _release(recovery, caseId);
    }

    function execute(
        Recovery calldata recovery,
        Claim[] calldata claims
    ) external override restricted nonReentrant returns (TokenResult[] memory tokens) {
        bytes32 caseId = caseIdOf(recovery);
        _requireCase(caseId);
        Standings memory seen = _standingsOf(recovery);
        _executionBlockers(recovery, caseId, seen).revertIfAny();
        (tokens, ) = _executeCase(recovery, caseId, claims, seen);
    }

    function retry(
        Recovery calldata recovery
    ) external override restricted nonReentrant returns (TokenResult[] memory tokens) {
        bytes32 caseId = caseIdOf(recovery);
        _requireCase(caseId);
        _retryBlockers(recovery, caseId, _standingsOf(recovery)).revertIfAny();
        return _retryCase(recovery, caseId);
    }

    function reassign(
        Recovery calldata recovery,
        address[] calldata wallets
    ) external override restricted nonReentrant {
        // Check
        bytes32 caseId = caseIdOf(recovery);
        CaseRecord storage record = _requireCase(caseId);
        if (record.status != CaseStatus.Executed) revert RecoveryAgentWrongStatus(caseId, _statusOf(caseId));
        address newIdentity = _newIdentityOf(caseId);
        if (newIdentity == record.lostIdentity) revert RecoveryAgentIdentityKept(caseId, newIdentity);
        for (uint256 i; i < wallets.length; ++i) {
            bytes32 live = liveCaseOf(wallets[i]);
            if (live != 0) revert RecoveryAgentCaseLive(wallets[i], live);
        }

        // Interaction
        SuiteRecovery.reassign(record, newIdentity, recovery, caseId, wallets);
    }

    function preview(
        Recovery calldata recovery,
        Claim[] calldata claims,
        uint256 first
    ) external override nonReentrant returns (Preview memory result) {
        bytes32 caseId = caseIdOf(recovery);
        CaseStatus status = _statusOf(caseId);
        result.caseId = caseId;
        result.status = status;
        Standings memory seen = _standingsOf(recovery);
        address given = status == CaseStatus.None ? _identityFor(recovery, seen) : _identityGivenTo[caseId];
        result.lostIdentity = seen.lostIdentity;
        result.newIdentity = _orReplacement(given, caseId);
        result.tokens = new TokenResult[](recovery.tokens.length);

        Blockers.List memory blockers =
            status == CaseStatus.None
                ? _proposalBlockers(recovery, caseId, seen, given)
                : status == CaseStatus.Executed
                    ? _retryBlockers(recovery, caseId, seen)
                    : _executionBlockers(recovery, caseId, seen);
        // What is not proposed must be proposable to be run; a live case is run as if its time had come.
        bool canRun = blockers.items.length == 0 || _cases[caseId].isLive();
        if (canRun) {
            try this.runAndRevert(recovery, claims, first) {} catch (bytes memory outcome) {
                if (bytes4(outcome) == RecoveryAgentPreviewed.selector) {
                    (result.tokens, result.refusedClaims) = abi.decode(outcome.slice(4), (TokenResult[], uint256[]));
                } else {
                    blockers.add(outcome);
                }
            }
        }
        result.blockers = blockers.items;
    }

    /// @notice The inside of `preview`. Always reverts. Only this contract.
    function runAndRevert(Recovery calldata recovery, Claim[] calldata claims, uint256 first) external {
        if (msg.sender != address(this)) revert RecoveryAgentSelfOnly(msg.sender);
        bytes32 caseId = caseIdOf(recovery);
        CaseStatus written = _cases[caseId].status;
        Standings memory seen = _standingsOf(recovery);
        if (written == CaseStatus.None) {
            _open(recovery, caseId, seen, _identityFor(recovery, seen));
            // A freeze costs a third of a recovery at most: so what is recovered here was frozen before.
            _quarantine(recovery, caseId, seen, first, (gasleft() / 4) * 3);
        }
        if (first < recovery.tokens.length) _cases[caseId].cursor = uint24(first);
        uint256[] memory refusedClaims;
        TokenResult[] memory tokens;
        if (written == CaseStatus.Executed) tokens = _retryCase(recovery, caseId);
        else (tokens, refusedClaims) = _executeCase(recovery, caseId, claims, seen);
        revert RecoveryAgentPreviewed(tokens, refusedClaims);
    }

    function setPolicy(Policy calldata next) external override restricted {
        _setPolicy(next);
    }
}
