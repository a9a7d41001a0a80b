// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {AuthorityUtils} from "@openzeppelin/contracts/access/manager/AuthorityUtils.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IIdentityFactory} from "../identity/IIdentityFactory.sol";
import {CaseRecord, Registration, Succession, WalletState} from "./CaseRecord.sol";
import {Standings} from "./Ground.sol";
import {Case, CaseStatus, IRecoveryAgent, Policy, Recovery} from "./IRecoveryAgent.sol";
import {StandardRegistry} from "./StandardRegistry.sol";
import {SuiteRecovery} from "./SuiteRecovery.sol";

/// @title The book of cases: what is recorded, who approved, and what stands in the way
abstract contract CaseBook is IRecoveryAgent, AccessManaged, EIP712 {
    using StandardRegistry for address;

    bytes32 private constant RECOVERY_TYPEHASH = keccak256(
        "Recovery(address registry,address lostWallet,address newWallet,address identity,address[] tokens,bytes32 evidence,uint256 nonce)"
    );
    bytes32 private constant APPROVAL_TYPEHASH = keccak256("Approval(bytes32 caseId,address custodian)");

    uint32 private constant MIN_DELAY = 1 hours;
    uint32 private constant MIN_WINDOW = 1 days;
    uint32 private constant MAX_SPAN = 30 days;

    address public immutable override identityFactory;

    /// @dev One word, since a proposal reads the policy and counts.
    struct Office {
        uint32 delay;
        uint32 window;
        uint8 threshold;
        uint16 maxLiveCases;
        uint160 liveCases;
    }

    Office internal _office;
    mapping(bytes32 caseId => CaseRecord) internal _cases;
    mapping(bytes32 caseId => mapping(uint256 index => address custodian)) private _approverOf;
    /// The new wallet's identity, where the case creates none: a replacement's address follows from the case id.
    mapping(bytes32 caseId => address identity) internal _identityGivenTo;
    mapping(address wallet => WalletState) internal _stateOf;
    /// Lost wallets that the agent removed from a registry storage, as they were registered there.
    mapping(address identityStorage => mapping(address lostWallet => Registration)) internal _unregistered;

    constructor(address factory, Policy memory firstPolicy) {
        identityFactory = factory;
        _setPolicy(firstPolicy);
    }

    function caseIdOf(Recovery calldata recovery) public view override returns (bytes32 caseId) {
        return
            _hashTypedDataV4(
                keccak256(
                    abi.encode(
                        RECOVERY_TYPEHASH,
                        recovery.registry,
                        recovery.lostWallet,
                        recovery.newWallet,
                        recovery.identity,
                        keccak256(abi.encodePacked(recovery.tokens)),
                        recovery.evidence,
                        recovery.nonce
                    )
                )
            );
    }

    function approvalDigest(bytes32 caseId, address custodian) public view override returns (bytes32 digest) {
        return _hashTypedDataV4(keccak256(abi.encode(APPROVAL_TYPEHASH, caseId, custodian)));
    }

    function caseOf(bytes32 caseId) external view override returns (Case memory) {
        CaseRecord storage record = _cases[caseId];
        return
            Case({
                status: _statusOf(caseId),
                contestable: record.status == CaseStatus.Proposed && !record.contested,
                threshold: record.threshold,
                country: record.country,
                settledTokens: record.settledTokens,
                readyAt: record.readyAt,
                expiresAt: record.expiresAt(),
                proposer: record.proposer,
                lostIdentity: record.lostIdentity,
                newIdentity: record.status == CaseStatus.None ? address(0) : _newIdentityOf(caseId)
            });
    }

    function approversOf(bytes32 caseId) external view override returns (address[] memory custodians) {
        custodians = new address[](_cases[caseId].approvals);
        for (uint256 i; i < custodians.length; ++i) custodians[i] = _approverOf[caseId][i];
    }

    function approvalsOf(bytes32 caseId) public view override returns (uint256 approvals) {
        uint256 given = _cases[caseId].approvals;
        for (uint256 i; i < given; ++i) {
            if (_mayCall(_approverOf[caseId][i], IRecoveryAgent.approve.selector)) ++approvals;
        }
    }

    function successorOf(address lostWallet) external view override returns (address) {
        return _stateOf[lostWallet].successor;
    }

    function nonces(address lostWallet) external view override returns (uint256) {
        return _stateOf[lostWallet].nonce;
    }

    function liveCaseOf(address wallet) public view override returns (bytes32 caseId) {
        caseId = _stateOf[wallet].caseId;
        if (!_cases[caseId].isLive()) return 0;
    }

    function liveCases() external view override returns (uint256) {
        return _office.liveCases;
    }

    function policy() external view override returns (Policy memory) {
        Office memory office = _office;
        return Policy(office.delay, office.window, office.threshold, office.maxLiveCases);
    }

    function _setPolicy(Policy memory next) internal {
        if (
            next.delay < MIN_DELAY ||
            next.delay > MAX_SPAN ||
            next.window < MIN_WINDOW ||
            next.window > MAX_SPAN ||
            next.threshold == 0 ||
            next.maxLiveCases == 0
        ) revert RecoveryAgentPolicyOutOfBounds(next);
        _office = Office(next.delay, next.window, next.threshold, next.maxLiveCases, _office.liveCases);
        emit PolicyChanged(next.delay, next.window, next.threshold, next.maxLiveCases);
    }

    /// @param given The new wallet's identity; zero when the case is to create one.
    function _open(Recovery calldata recovery, bytes32 caseId, Standings memory seen, address given) internal {
        Office memory office = _office;
        CaseRecord memory record;
        record.proposer = msg.sender;
        record.readyAt = uint40(block.timestamp) + office.delay;
        record.window = uint24(office.window);
        record.status = CaseStatus.Proposed;
        record.lostIdentity = seen.lostIdentity;
        record.threshold = office.threshold;
        record.country = seen.country;
        record.tokenCount = uint24(recovery.tokens.length);
        _cases[caseId] = record;
        if (given != address(0)) _identityGivenTo[caseId] = given;
        ++_office.liveCases;
        WalletState storage lost = _stateOf[recovery.lostWallet];
        (lost.caseId, lost.nonce, lost.isLost) = (caseId, lost.nonce + 1, true);
        WalletState storage next = _stateOf[recovery.newWallet];
        next.caseId = caseId;
        if (next.isLost) next.isLost = false;
        emit RecoveryProposed(
            caseId,
            recovery.lostWallet,
            recovery.newWallet,
            msg.sender,
            seen.lostIdentity,
            seen.country,
            record.readyAt,
            record.readyAt + record.window,
            record.threshold,
            recovery
        );
    }

    /// @dev Ends the live time of a case; `status` is what it ends as.
    function _close(bytes32 caseId, CaseStatus status) internal {
        _cases[caseId].status = status;
        --_office.liveCases;
    }

    function _recordSuccessor(Recovery calldata recovery, bytes32 caseId) internal {
        WalletState storage lost = _stateOf[recovery.lostWallet];
        // In a further case the wallet at the head of the chain takes the tokens; the chain itself is final.
        if (lost.successor != address(0)) return;
        lost.successor = recovery.newWallet;
        emit SuccessorRecorded(recovery.lostWallet, recovery.newWallet, caseId);
    }

    function _recordApproval(bytes32 caseId, address custodian) internal {
        CaseRecord storage record = _requireCase(caseId);
        CaseStatus status = _statusOf(caseId);
        if (status != CaseStatus.Proposed && status != CaseStatus.Ready) {
            revert RecoveryAgentWrongStatus(caseId, status);
        }
        if (custodian == record.proposer) revert RecoveryAgentApproverIsProposer(caseId, custodian);
        uint16 given = record.approvals;
        for (uint256 i; i < given; ++i) {
            if (_approverOf[caseId][i] == custodian) revert RecoveryAgentAlreadyApproved(caseId, custodian);
        }
        _approverOf[caseId][given] = custodian;
        record.approvals = given + 1;
        emit RecoveryApproved(caseId, custodian);
    }

    /// @dev The status with time taken into account.
    function _statusOf(bytes32 caseId) internal view returns (CaseStatus) {
        CaseRecord storage record = _cases[caseId];
        CaseStatus written = record.status;
        if (!record.isLive()) return written;
        if (block.timestamp > record.expiresAt()) return CaseStatus.Expired;
        if (written == CaseStatus.Contested || block.timestamp < record.readyAt) return written;
        return approvalsOf(caseId) < record.threshold ? CaseStatus.Proposed : CaseStatus.Ready;
    }

    /// @dev The last successor in the chain that begins at a wallet; the wallet itself when it was never lost.
    function _headOf(address wallet) internal view returns (address head) {
        head = wallet;
        for (address next = _stateOf[head].successor; next != address(0); next = _stateOf[head].successor) head = next;
    }

    /// @dev What the registry says of a recovery's wallets, and of a lost wallet that the agent removed, how it was
    /// registered before.
    function _standingsOf(Recovery calldata recovery) internal view returns (Standings memory seen) {
        seen = SuiteRecovery.standingsOf(recovery.registry, recovery.lostWallet, recovery.newWallet);
        seen.isLostRegistered = seen.lostIdentity != address(0);
        if (seen.isLostRegistered) return seen;
        Registration memory before = _unregistered[recovery.registry.storageOf()][recovery.lostWallet];
        (seen.lostIdentity, seen.country) = (before.identity, before.country);
    }

    /// @dev The identity that the new wallet is to have, if there is one for it; zero when a case has to create it. A
    /// further case for the same person uses the one there is.
    function _identityFor(Recovery calldata recovery, Standings memory seen) internal view returns (address) {
        for (address wallet = recovery.lostWallet; wallet != address(0); wallet = _stateOf[wallet].successor) {
            WalletState storage state = _stateOf[wallet];
            if (state.successor == recovery.newWallet) return _newIdentityOf(state.caseId);
        }
        if (recovery.identity != address(0)) return recovery.identity;
        // An agent before this one may have recorded the pair.
        bool isRecorded = seen.head == recovery.newWallet && seen.head != recovery.lostWallet;
        return isRecorded ? seen.nextIdentity : address(0);
    }

    /// @dev The identity that the new wallet has by a case, once that is proposed, for good.
    function _newIdentityOf(bytes32 caseId) internal view returns (address) {
        return _orReplacement(_identityGivenTo[caseId], caseId);
    }

    /// @return The identity given, or the one that the case creates when there is none.
    function _orReplacement(address given, bytes32 caseId) internal view returns (address) {
        return given == address(0) ? IIdentityFactory(identityFactory).predictIdentity(address(this), caseId) : given;
    }

    function _successionOf(Recovery calldata recovery, bytes32 caseId) internal view returns (Succession memory) {
        CaseRecord storage record = _cases[caseId];
        return
            Succession({
                registry: recovery.registry,
                lostWallet: recovery.lostWallet,
                newWallet: recovery.newWallet,
                lostIdentity: record.lostIdentity,
                newIdentity: _newIdentityOf(caseId),
                country: record.country
            });
    }

    /// @dev Whether the authority lets the account call a function of this contract, at once or after a delay.
    function _mayCall(address account, bytes4 selector) internal view returns (bool) {
        (bool immediate, uint32 delay) = AuthorityUtils.canCallWithDelay(authority(), account, address(this), selector);
        return immediate || delay > 0;
    }

    function _requireCase(bytes32 caseId) internal view returns (CaseRecord storage record) {
        record = _cases[caseId];
        if (record.status == CaseStatus.None) revert RecoveryAgentCaseUnknown(caseId);
    }
}
