// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {ClaimValidity} from "../identity/ClaimValidity.sol";
import {Claim, IIdentityFactory, Key} from "../identity/IIdentityFactory.sol";
import {BoundedCall} from "./BoundedCall.sol";
import {CaseRecord} from "./CaseRecord.sol";
import {CaseRules} from "./CaseRules.sol";
import {Ground} from "./Ground.sol";
import {CaseStatus, Outcome, Recovery, TokenResult} from "./IRecoveryAgent.sol";
import {StandardRecovery} from "./StandardRecovery.sol";
import {StandardRegistry} from "./StandardRegistry.sol";
import {SuiteRecovery} from "./SuiteRecovery.sol";

/// @title What a case does to identities, registries and tokens
/// @dev Every token is handled in a frame of its own: it succeeds whole or changes nothing, and none can spend the gas
/// of the others. What does not fit in a transaction waits for the next.
abstract contract CaseExecution is CaseRules {
    using BitMaps for BitMaps.BitMap;
    using BoundedCall for address;
    using ClaimValidity for Claim;
    using StandardRegistry for address;

    /// What one token may spend on its recovery.
    uint256 private constant ATTEMPT_GAS = 2_500_000;
    /// A token begins only with this much left, so that its frame really gets ATTEMPT_GAS (63/64 of what is left).
    uint256 private constant SUITE_TOKEN_GAS =
        ((SuiteRecovery.CHOICE_GAS + ATTEMPT_GAS + SuiteRecovery.DIAGNOSIS_GAS) * 64) / 63 + 200_000;
    uint256 private constant STANDARD_TOKEN_GAS =
        ((ATTEMPT_GAS + StandardRecovery.DIAGNOSIS_GAS) * 64) / 63 + 200_000 + StandardRecovery.UNREGISTER_GAS;
    uint256 private constant RELEASE_STEP_GAS =
        ((StandardRecovery.FREEZE_GAS + 2 * BoundedCall.GETTER_GAS) * 64) / 63 + 100_000;
    uint256 private constant FREEZE_STEP_GAS = RELEASE_STEP_GAS + SuiteRecovery.CHOICE_GAS;

    mapping(bytes32 caseId => BitMaps.BitMap) private _settled;
    mapping(address lostWallet => mapping(address token => bytes32 caseId)) private _quarantinedBy;

    function isSettled(bytes32 caseId, uint256 tokenIndex) external view override returns (bool) {
        return _settled[caseId].get(tokenIndex);
    }

    function quarantinedBy(address lostWallet, address token) external view override returns (bytes32 caseId) {
        return _quarantinedBy[lostWallet][token];
    }

    /// @notice Recovers one token, or reverts and changes nothing. Only this contract, from within a case.
    /// @param ground The case's, or none for a token that goes the standard's way.
    function recoverToken(
        Ground calldata ground,
        bytes32 caseId,
        address token
    ) external returns (uint256 amount, uint256 frozen, bool walletFrozen) {
        if (msg.sender != address(this)) revert RecoveryAgentSelfOnly(msg.sender);
        return
            ground.isSuites()
                ? SuiteRecovery.recover(_quarantinedBy, _cases[caseId], ground, token)
                : StandardRecovery.recover(_quarantinedBy, _cases[caseId], caseId, token);
    }

    /// @dev Keeps the lost wallet still: by the registry where it can, and by a freeze on every token that this does not
    /// protect, as far as the gas goes.
    /// @param first The token to begin with.
    /// @param reserve Gas that is left for what comes after.
    function _quarantine(Recovery calldata recovery, bytes32 caseId, uint256 first, uint256 reserve) internal {
        address lostWallet = recovery.lostWallet;
        Ground memory ground = SuiteRecovery.quarantine(_cases, recovery.registry, lostWallet, caseId);
        reserve += FREEZE_STEP_GAS;
        for (uint256 i = first; i < recovery.tokens.length && gasleft() > reserve; ++i) {
            address token = recovery.tokens[i];
            if (SuiteRecovery.serves(ground, token)) continue;
            StandardRecovery.quarantine(_cases, _quarantinedBy, lostWallet, token, caseId);
        }
    }

    /// @dev Lifts what this very case set, as far as the gas goes. While another case protects the wallet nothing is
    /// lifted, and nothing ever from a wallet that has a successor.
    function _release(Recovery calldata recovery, bytes32 caseId) internal {
        address lostWallet = recovery.lostWallet;
        if (_liveCaseOf[lostWallet] != 0) revert RecoveryAgentCaseLive(lostWallet, _liveCaseOf[lostWallet]);
        if (_successorOf[lostWallet] != address(0)) return;
        SuiteRecovery.release(recovery.registry, lostWallet, caseId);
        for (uint256 i; i < recovery.tokens.length && gasleft() > RELEASE_STEP_GAS; ++i) {
            address token = recovery.tokens[i];
            if (_quarantinedBy[lostWallet][token] != caseId) continue;
            StandardRecovery.release(_quarantinedBy, lostWallet, token, caseId);
        }
    }

    /// @dev Executes a case whose every condition was checked.
    function _executeCase(
        Recovery calldata recovery,
        bytes32 caseId,
        Claim[] calldata claims
    ) internal returns (TokenResult[] memory results, uint256[] memory refusedClaims) {
        // Effect
        CaseRecord storage record = _cases[caseId];
        _close(caseId, CaseStatus.Executed);
        _recordSuccessor(caseId);
        emit RecoveryExecuted(caseId, msg.sender, record.newIdentity);

        // Interaction
        refusedClaims = _provideIdentity(recovery, caseId, claims);
        SuiteRecovery.succeed(recovery.registry, record);
        results = _recoverTokens(recovery, caseId);
    }

    /// @dev One round over the tokens that are not done, beginning where the last round ended.
    function _recoverTokens(
        Recovery calldata recovery,
        bytes32 caseId
    ) internal returns (TokenResult[] memory results) {
        CaseRecord storage record = _cases[caseId];
        uint256 count = recovery.tokens.length;
        results = new TokenResult[](count);
        Ground memory ground = SuiteRecovery.groundFor(recovery.registry, recovery.newWallet);
        Ground memory none;
        bool wasUnregistered = !ground.isSuites() && StandardRecovery.restore(record, recovery.registry, count);
        uint256 index = record.cursor;
        for (uint256 i; i < count; ++i) {
            if (_settled[caseId].get(index)) {
                results[index].outcome = Outcome.SettledBefore;
            } else {
                if (gasleft() < SUITE_TOKEN_GAS) break;
                bool isSuites = SuiteRecovery.serves(ground, recovery.tokens[index]);
                if (!isSuites && gasleft() < STANDARD_TOKEN_GAS) break;
                results[index] = _recoverToken(caseId, recovery.tokens[index], isSuites ? ground : none);
                if (_isDone(results[index].outcome)) _settled[caseId].set(index);
            }
            index = index + 1 == count ? 0 : index + 1;
        }
        record.cursor = uint32(index);
        // A registry that keeps successors keeps the lost wallet too.
        if (ground.isSuites()) return results;
        StandardRecovery.unregister(_unregistered, record, caseId, recovery.registry, recovery.tokens, wasUnregistered);
    }

    /// @return refused Indexes of the claims that the identity does not get.
    function _provideIdentity(
        Recovery calldata recovery,
        bytes32 caseId,
        Claim[] calldata claims
    ) private returns (uint256[] memory refused) {
        address identity = _cases[caseId].newIdentity;
        bool isNew = identity.code.length == 0;
        uint256 validCount;
        bool[] memory valid = new bool[](claims.length);
        for (uint256 i; i < claims.length; ++i) {
            valid[i] = isNew && claims[i].isValid(identity);
            if (valid[i]) ++validCount;
            else emit ClaimRefused(caseId, claims[i].issuer, claims[i].topic);
        }
        Claim[] memory accepted = new Claim[](validCount);
        refused = new uint256[](claims.length - validCount);
        uint256 taken;
        for (uint256 i; i < claims.length; ++i) {
            if (valid[i]) accepted[taken++] = claims[i];
            else refused[i - taken] = i;
        }
        if (isNew) {
            // Whom the registry trusts may go on vouching without the new wallet's key, until its holder ends that.
            IIdentityFactory(identityFactory).createAuthorisedIdentity(
                caseId,
                recovery.newWallet,
                recovery.registry.issuersOf(),
                new Key[](0),
                accepted
            );
        }
    }

    function _recoverToken(
        bytes32 caseId,
        address token,
        Ground memory ground
    ) private returns (TokenResult memory result) {
        (bool success, bytes memory answer) = address(this).tryWrite(
            ATTEMPT_GAS,
            abi.encodeCall(this.recoverToken, (ground, caseId, token))
        );
        CaseRecord storage record = _cases[caseId];
        if (success) {
            (result.amount, result.frozen, result.walletFrozen) = abi.decode(answer, (uint256, uint256, bool));
            bool held = result.amount > 0 || result.walletFrozen;
            result.outcome = held ? Outcome.Recovered : Outcome.NothingHeld;
            ++record.settledTokens;
            emit TokenSettled(caseId, token, result.outcome, result.amount, result.frozen, result.walletFrozen);
        } else {
            uint8 outcome =
                ground.isSuites()
                    ? SuiteRecovery.diagnose(token, answer)
                    : StandardRecovery.diagnose(token, record.lostWallet, record.newWallet);
            result.outcome = Outcome(outcome);
            result.reason = answer;
            emit TokenNotRecovered(caseId, token, result.outcome, answer);
        }
    }

    function _isDone(Outcome outcome) private pure returns (bool) {
        return outcome == Outcome.Recovered || outcome == Outcome.NothingHeld;
    }
}
