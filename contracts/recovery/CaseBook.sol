// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {AuthorityUtils} from "@openzeppelin/contracts/access/manager/AuthorityUtils.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IIdentityFactory} from "../identity/IIdentityFactory.sol";
import {CaseRecord, Registration} from "./CaseRecord.sol";
import {Case, CaseStatus, IRecoveryAgent, Policy, Recovery} from "./IRecoveryAgent.sol";
import {StandardRegistry} from "./StandardRegistry.sol";
import {SuiteRecovery} from "./SuiteRecovery.sol";

/// @title The book of cases: what is recorded, who approved, and what stands in the way
abstract contract CaseBook is IRecoveryAgent, AccessManaged, EIP712, Nonces {
    using StandardRegistry for address;

    bytes32 private constant RECOVERY_TYPEHASH = keccak256(
        "Recovery(address registry,address lostWallet,address newWallet,address identity,address[] tokens,bytes32 evidence,uint256 nonce)"
    );
    bytes32 private constant APPROVAL_TYPEHASH = keccak256("Approval(bytes32 caseId,address custodian)");

    uint32 private constant MIN_DELAY = 1 hours;
    uint32 private constant MIN_WINDOW = 1 days;
    uint32 private constant MAX_SPAN = 30 days;

    address public immutable override identityFactory;

    Policy internal _policy;
    uint256 internal _liveCases;
    mapping(bytes32 caseId => CaseRecord) internal _cases;
    mapping(bytes32 caseId => address[] custodians) private _approversOf;
    mapping(address wallet => bytes32 caseId) internal _liveCaseOf;
    mapping(address lostWallet => address successor) internal _successorOf;
    mapping(address successor => address identity) private _identityOfSuccessor;
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
        CaseRecord memory record = _cases[caseId];
        return
            Case({
                status: _statusOf(caseId),
                contestable: record.status == CaseStatus.Proposed && !record.contested,
                threshold: record.threshold,
                country: record.country,
                settledTokens: record.settledTokens,
                readyAt: record.readyAt,
                expiresAt: record.expiresAt,
                proposer: record.proposer,
                lostWallet: record.lostWallet,
                newWallet: record.newWallet,
                lostIdentity: record.lostIdentity,
                newIdentity: record.newIdentity
            });
    }

    function approversOf(bytes32 caseId) external view override returns (address[] memory) {
        return _approversOf[caseId];
    }

    function approvalsOf(bytes32 caseId) public view override returns (uint256 approvals) {
        address[] memory custodians = _approversOf[caseId];
        for (uint256 i; i < custodians.length; ++i) {
            if (_mayCall(custodians[i], IRecoveryAgent.approve.selector)) ++approvals;
        }
    }

    function successorOf(address lostWallet) external view override returns (address) {
        return _successorOf[lostWallet];
    }

    function liveCaseOf(address wallet) public view override returns (bytes32 caseId) {
        return _liveCaseOf[wallet];
    }

    function liveCases() external view override returns (uint256) {
        return _liveCases;
    }

    function policy() external view override returns (Policy memory) {
        return _policy;
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
        _policy = next;
        emit PolicyChanged(next.delay, next.window, next.threshold, next.maxLiveCases);
    }

    function _open(Recovery calldata recovery, bytes32 caseId) internal {
        (address lostIdentity, uint16 country) = _registrationOf(recovery.registry, recovery.lostWallet);
        Policy memory current = _policy;
        CaseRecord memory record;
        record.proposer = msg.sender;
        record.readyAt = uint40(block.timestamp) + current.delay;
        record.expiresAt = record.readyAt + current.window;
        record.status = CaseStatus.Proposed;
        record.lostWallet = recovery.lostWallet;
        record.threshold = current.threshold;
        record.country = country;
        record.newWallet = recovery.newWallet;
        record.lostIdentity = lostIdentity;
        record.newIdentity = _newIdentityFor(recovery, caseId);
        _cases[caseId] = record;
        _liveCaseOf[recovery.lostWallet] = caseId;
        _liveCaseOf[recovery.newWallet] = caseId;
        ++_liveCases;
        emit RecoveryProposed(
            caseId,
            recovery.lostWallet,
            recovery.newWallet,
            msg.sender,
            lostIdentity,
            country,
            record.readyAt,
            record.expiresAt,
            record.threshold,
            recovery
        );
    }

    /// @dev Ends the live time of a case; `status` is what it ends as.
    function _close(bytes32 caseId, CaseStatus status) internal {
        CaseRecord storage record = _cases[caseId];
        record.status = status;
        delete _liveCaseOf[record.lostWallet];
        delete _liveCaseOf[record.newWallet];
        --_liveCases;
    }

    function _recordSuccessor(bytes32 caseId) internal {
        CaseRecord storage record = _cases[caseId];
        _identityOfSuccessor[record.newWallet] = record.newIdentity;
        // In a further case the wallet at the head of the chain takes the tokens; the chain itself is final.
        if (_successorOf[record.lostWallet] != address(0)) return;
        _successorOf[record.lostWallet] = record.newWallet;
        emit SuccessorRecorded(record.lostWallet, record.newWallet, caseId);
    }

    function _recordApproval(bytes32 caseId, address custodian) internal {
        CaseRecord storage record = _requireCase(caseId);
        CaseStatus status = _statusOf(caseId);
        if (status != CaseStatus.Proposed && status != CaseStatus.Ready) {
            revert RecoveryAgentWrongStatus(caseId, status);
        }
        if (custodian == record.proposer) revert RecoveryAgentApproverIsProposer(caseId, custodian);
        address[] storage custodians = _approversOf[caseId];
        for (uint256 i; i < custodians.length; ++i) {
            if (custodians[i] == custodian) revert RecoveryAgentAlreadyApproved(caseId, custodian);
        }
        custodians.push(custodian);
        emit RecoveryApproved(caseId, custodian);
    }

    /// @dev The status with time taken into account.
    function _statusOf(bytes32 caseId) internal view returns (CaseStatus) {
        CaseRecord storage record = _cases[caseId];
        CaseStatus written = record.status;
        if (written != CaseStatus.Proposed && written != CaseStatus.Contested) return written;
        if (block.timestamp > record.expiresAt) return CaseStatus.Expired;
        if (written == CaseStatus.Contested || block.timestamp < record.readyAt) return written;
        return approvalsOf(caseId) < record.threshold ? CaseStatus.Proposed : CaseStatus.Ready;
    }

    /// @dev The last successor in the chain that begins at a wallet; the wallet itself when it was never lost.
    function _headOf(address wallet) internal view returns (address head) {
        head = wallet;
        for (address next = _successorOf[head]; next != address(0); next = _successorOf[head]) head = next;
    }

    /// @dev The identity that the new wallet has by this case: once proposed, for good. A further case for the same
    /// person uses the one there is.
    function _newIdentityFor(Recovery calldata recovery, bytes32 caseId) internal view returns (address) {
        address proposed = _cases[caseId].newIdentity;
        if (proposed != address(0)) return proposed;
        if (recovery.identity != address(0)) return recovery.identity;
        bool isFurtherCase = _successorOf[recovery.lostWallet] != address(0);
        if (isFurtherCase) return _identityOfSuccessor[recovery.newWallet];
        // An agent before this one may have recorded the pair.
        address registered = SuiteRecovery.identityOfSuccessor(
            recovery.registry,
            recovery.lostWallet,
            recovery.newWallet
        );
        if (registered != address(0)) return registered;
        return IIdentityFactory(identityFactory).predictIdentity(address(this), caseId);
    }

    /// @dev How the lost wallet is registered, or was before the agent removed it.
    function _registrationOf(
        address registry,
        address wallet
    ) internal view returns (address identity, uint16 country) {
        (, identity) = registry.identityOf(wallet);
        if (identity != address(0)) return (identity, registry.countryOf(wallet));
        Registration memory before = _unregistered[registry.storageOf()][wallet];
        return (before.identity, before.country);
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
