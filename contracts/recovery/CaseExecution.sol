// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {ClaimValidity} from "../identity/ClaimValidity.sol";
import {Claim, IIdentityFactory, Key} from "../identity/IIdentityFactory.sol";
import {BoundedCall} from "./BoundedCall.sol";
import {CaseRules} from "./CaseRules.sol";
import {CaseStatus, Outcome, Recovery, TokenResult} from "./IRecoveryAgent.sol";
import {StandardRegistry} from "./StandardRegistry.sol";
import {StandardToken} from "./StandardToken.sol";

/// @title What a case does to identities, registries and tokens
/// @dev Every token is handled in a frame of its own: it succeeds whole or changes nothing, and none can spend the gas
/// of the others. What does not fit in a transaction waits for the next.
abstract contract CaseExecution is CaseRules {
    using BitMaps for BitMaps.BitMap;
    using BoundedCall for address;
    using ClaimValidity for Claim;
    using StandardRegistry for address;
    using StandardToken for address;

    /// What one token may spend on its recovery.
    uint256 private constant ATTEMPT_GAS = 2_500_000;
    /// A token begins only with this much left, so that its frame really gets ATTEMPT_GAS (63/64 of what is left).
    uint256 private constant TOKEN_GAS = ((ATTEMPT_GAS + StandardToken.DIAGNOSIS_GAS) * 64) / 63 + 200_000;
    uint256 private constant FREEZE_STEP_GAS =
        ((StandardToken.FREEZE_GAS + 2 * BoundedCall.GETTER_GAS) * 64) / 63 + 100_000;
    uint256 private constant UNREGISTER_GAS = 1_500_000;

    mapping(bytes32 caseId => BitMaps.BitMap) private _settled;
    mapping(address lostWallet => mapping(address token => bytes32 caseId)) private _quarantinedBy;

    function isSettled(bytes32 caseId, uint256 tokenIndex) external view override returns (bool) {
        return _settled[caseId].get(tokenIndex);
    }

    function quarantinedBy(address lostWallet, address token) external view override returns (bytes32 caseId) {
        return _quarantinedBy[lostWallet][token];
    }

    /// @notice Recovers one token, or reverts and changes nothing. Only this contract, from within a case.
    function recoverToken(
        bytes32 caseId,
        address token
    ) external returns (uint256 amount, uint256 frozen, bool walletFrozen) {
        if (msg.sender != address(this)) revert RecoveryAgentSelfOnly(msg.sender);
        CaseRecord storage record = _cases[caseId];
        (address lostWallet, address newWallet) = (record.lostWallet, record.newWallet);

        // Check
        StandardToken.Holding memory lost = token.holdingOf(lostWallet);
        bool isFrozen = lost.walletFrozen;
        bytes32 owner = _quarantinedBy[lostWallet][token];
        if (owner != 0) lost.walletFrozen = false;
        if (lost.balance == 0 && lost.frozen == 0 && !lost.walletFrozen) return (0, 0, false);
        token.requireNotPaused();
        token.requireIdentity(lostWallet, record.lostIdentity);
        token.requireIdentity(newWallet, record.newIdentity);

        // Effect: the freeze that stays on the lost wallet is the case's, or somebody else's, but no ended case's.
        if (!lost.walletFrozen && owner != caseId) {
            _quarantinedBy[lostWallet][token] = caseId;
            emit TokenQuarantined(caseId, token);
        }

        // Interaction
        if (!isFrozen) token.setFrozen(lostWallet, true);
        token.move(lostWallet, newWallet, lost);
        return (lost.balance, lost.frozen, lost.walletFrozen);
    }

    /// @dev Freezes the lost wallet wherever it is not frozen, as far as the gas goes.
    function _quarantine(Recovery calldata recovery, bytes32 caseId) internal {
        for (uint256 i; i < recovery.tokens.length && gasleft() > FREEZE_STEP_GAS; ++i) {
            _quarantineToken(recovery.lostWallet, recovery.tokens[i], caseId);
        }
    }

    /// @dev Lifts the freezes that this very case set, as far as the gas goes. While another case protects the wallet
    /// nothing is lifted, and nothing ever from a wallet that has a successor.
    function _release(Recovery calldata recovery, bytes32 caseId) internal {
        address lostWallet = recovery.lostWallet;
        if (_liveCaseOf[lostWallet] != 0) revert RecoveryAgentCaseLive(lostWallet, _liveCaseOf[lostWallet]);
        if (_successorOf[lostWallet] != address(0)) return;
        for (uint256 i; i < recovery.tokens.length && gasleft() > FREEZE_STEP_GAS; ++i) {
            address token = recovery.tokens[i];
            if (_quarantinedBy[lostWallet][token] != caseId) continue;
            (bool done, bytes memory reason) = token.setFrozen(lostWallet, false);
            if (done) {
                delete _quarantinedBy[lostWallet][token];
                emit TokenReleased(caseId, token);
            } else {
                emit TokenNotReleased(caseId, token, reason);
            }
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
        recovery.registry.register(recovery.newWallet, record.newIdentity, record.country);
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
        bool wasUnregistered = _restoreRegistration(recovery, record);
        uint256 index = record.cursor;
        for (uint256 i; i < count; ++i) {
            if (_settled[caseId].get(index)) {
                results[index].outcome = Outcome.SettledBefore;
            } else {
                if (gasleft() < TOKEN_GAS + UNREGISTER_GAS) break;
                results[index] = _recoverToken(recovery.tokens[index], caseId, index);
            }
            index = index + 1 == count ? 0 : index + 1;
        }
        record.cursor = uint32(index);
        if (wasUnregistered || _isNothingLeft(recovery, record)) _unregister(recovery, caseId, record);
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
            IIdentityFactory(identityFactory).createIdentity(caseId, recovery.newWallet, new Key[](0), accepted);
        }
    }

    function _quarantineToken(address lostWallet, address token, bytes32 caseId) private {
        bytes32 owner = _quarantinedBy[lostWallet][token];
        bool ownerEnded = owner == 0 || _isEndedUnexecuted(owner);
        if (token.isFrozen(lostWallet)) {
            // A freeze of somebody else stays somebody else's; one that an ended case left behind becomes this case's.
            if (owner == 0 || !ownerEnded) return;
        } else {
            (bool done, bytes memory reason) = token.setFrozen(lostWallet, true);
            if (!done) {
                emit TokenNotQuarantined(caseId, token, reason);
                return;
            }
        }
        if (ownerEnded) _quarantinedBy[lostWallet][token] = owner = caseId;
        emit TokenQuarantined(owner, token);
    }

    function _recoverToken(address token, bytes32 caseId, uint256 index) private returns (TokenResult memory result) {
        (bool success, bytes memory answer) = address(this).tryWrite(
            ATTEMPT_GAS,
            abi.encodeCall(this.recoverToken, (caseId, token))
        );
        if (success) {
            (result.amount, result.frozen, result.walletFrozen) = abi.decode(answer, (uint256, uint256, bool));
            bool held = result.amount > 0 || result.walletFrozen;
            result.outcome = held ? Outcome.Recovered : Outcome.NothingHeld;
            _settled[caseId].set(index);
            ++_cases[caseId].settledTokens;
            emit TokenSettled(caseId, token, result.outcome, result.amount, result.frozen, result.walletFrozen);
        } else {
            CaseRecord storage record = _cases[caseId];
            result.outcome = token.diagnose(record.lostWallet, record.newWallet);
            result.reason = answer;
            emit TokenNotRecovered(caseId, token, result.outcome, answer);
        }
    }

    /// @dev Modules keyed by identity need the lost wallet registered while its tokens move.
    function _restoreRegistration(Recovery calldata recovery, CaseRecord storage record) private returns (bool) {
        (address registry, address lostWallet) = (recovery.registry, recovery.lostWallet);
        if (record.settledTokens == recovery.tokens.length) return false;
        (bool readable, address current) = registry.identityOf(lostWallet);
        if (!readable || current != address(0)) return false;
        registry.register(lostWallet, record.lostIdentity, record.country);
        return true;
    }

    /// @dev Whether the case is done and none of its tokens came back to the lost wallet since.
    function _isNothingLeft(Recovery calldata recovery, CaseRecord storage record) private view returns (bool) {
        uint256 count = recovery.tokens.length;
        if (count == 0 || record.settledTokens < count) return false;
        for (uint256 i; i < count; ++i) {
            if (gasleft() < UNREGISTER_GAS || !recovery.tokens[i].holdsNothing(recovery.lostWallet)) return false;
        }
        return true;
    }

    function _unregister(Recovery calldata recovery, bytes32 caseId, CaseRecord storage record) private {
        (address registry, address lostWallet) = (recovery.registry, recovery.lostWallet);
        (, address current) = registry.identityOf(lostWallet);
        if (current == address(0)) return;
        _unregistered[registry.storageOf()][lostWallet] = Registration(record.lostIdentity, record.country);
        (bool done, bytes memory reason) = registry.unregister(lostWallet);
        if (done) emit LostWalletUnregistered(caseId, registry, lostWallet);
        else emit LostWalletNotUnregistered(caseId, registry, lostWallet, reason);
    }

    function _isEndedUnexecuted(bytes32 caseId) private view returns (bool) {
        CaseStatus status = _cases[caseId].status;
        return status == CaseStatus.Cancelled || status == CaseStatus.Expired;
    }
}
