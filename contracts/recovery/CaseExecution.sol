// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {Claim} from "../identity/IIdentityFactory.sol";
import {Holdings} from "../token/IToken.sol";
import {WalletHolding} from "../token/WalletHolding.sol";
import {BoundedCall} from "./BoundedCall.sol";
import {CaseRecord, Succession} from "./CaseRecord.sol";
import {CaseRules} from "./CaseRules.sol";
import {Ground, Standings} from "./Ground.sol";
import {CaseStatus, Outcome, Recovery, TokenResult} from "./IRecoveryAgent.sol";
import {ReplacementIdentity} from "./ReplacementIdentity.sol";
import {StandardRecovery} from "./StandardRecovery.sol";
import {SuiteRecovery} from "./SuiteRecovery.sol";
import {SuiteToken} from "./SuiteToken.sol";

/// @title What a case does to identities, registries and tokens
/// @dev Every token is handled in a frame of its own: it succeeds whole or changes nothing, and none can spend the gas
/// of the others. What does not fit in a transaction waits for the next.
abstract contract CaseExecution is CaseRules {
    using BitMaps for BitMaps.BitMap;
    using BoundedCall for address;
    using SuiteToken for address;

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

    function isSettled(bytes32 caseId, uint256 tokenIndex) public view override returns (bool) {
        CaseRecord storage record = _cases[caseId];
        if (tokenIndex >= record.tokenCount) return false;
        return record.settledTokens == record.tokenCount || _settled[caseId].get(tokenIndex);
    }

    function quarantinedBy(address lostWallet, address token) external view override returns (bytes32 caseId) {
        return _quarantinedBy[lostWallet][token];
    }

    /// @notice Recovers one token by the standard's functions, or reverts and changes nothing. Only this contract, from
    /// within a case.
    function recoverToken(
        Succession calldata succession,
        bytes32 caseId,
        address token
    ) external returns (uint256 amount, uint256 frozen, bool walletFrozen) {
        if (msg.sender != address(this)) revert RecoveryAgentSelfOnly(msg.sender);
        return StandardRecovery.recover(_quarantinedBy, succession, caseId, token);
    }

    /// @dev Keeps the lost wallet still: by the registry where it can, and by a freeze on every token that this does not
    /// protect, as far as the gas goes.
    /// @param first The token to begin with.
    /// @param reserve Gas that is left for what comes after.
    function _quarantine(
        Recovery calldata recovery,
        bytes32 caseId,
        Standings memory seen,
        uint256 first,
        uint256 reserve
    ) internal {
        address lostWallet = recovery.lostWallet;
        Ground memory ground = SuiteRecovery.quarantine(_cases, seen, lostWallet, caseId);
        address[] calldata tokens = recovery.tokens;
        reserve += FREEZE_STEP_GAS;
        for (uint256 i = first; i < tokens.length && gasleft() > reserve; ++i) {
            address token = tokens[i];
            if (ground.isSuites() && _isOn(ground, token.successorRegistryOf())) continue;
            StandardRecovery.quarantine(_cases, _quarantinedBy, lostWallet, token, caseId);
        }
    }

    /// @dev Lifts what this very case set, as far as the gas goes. While another case protects the wallet nothing is
    /// lifted, and nothing ever from a wallet that has a successor.
    function _release(Recovery calldata recovery, bytes32 caseId) internal {
        address lostWallet = recovery.lostWallet;
        bytes32 live = liveCaseOf(lostWallet);
        if (live != 0) revert RecoveryAgentCaseLive(lostWallet, live);
        if (_stateOf[lostWallet].successor != address(0)) return;
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
        Claim[] calldata claims,
        Standings memory seen
    ) internal returns (TokenResult[] memory results, uint256[] memory refusedClaims) {
        // Effect
        Succession memory succession = _successionOf(recovery, caseId);
        _close(caseId, CaseStatus.Executed);
        _recordSuccessor(recovery, caseId);
        emit RecoveryExecuted(caseId, msg.sender, succession.newIdentity);

        // Interaction
        refusedClaims = ReplacementIdentity.provide(identityFactory, succession, caseId, claims);
        Ground memory ground = SuiteRecovery.succeed(succession, seen);
        results = _recoverTokens(recovery, caseId, succession, ground);
    }

    /// @dev Goes on with the tokens of an executed case.
    function _retryCase(Recovery calldata recovery, bytes32 caseId) internal returns (TokenResult[] memory results) {
        Ground memory ground = SuiteRecovery.groundFor(recovery.registry, recovery.newWallet);
        return _recoverTokens(recovery, caseId, _successionOf(recovery, caseId), ground);
    }

    /// @dev One round over the tokens that are not done, beginning where the last round ended.
    function _recoverTokens(
        Recovery calldata recovery,
        bytes32 caseId,
        Succession memory succession,
        Ground memory ground
    ) private returns (TokenResult[] memory results) {
        CaseRecord storage record = _cases[caseId];
        address[] calldata tokens = recovery.tokens;
        uint256 count = tokens.length;
        results = new TokenResult[](count);
        bool wasUnregistered = !ground.isSuites() && StandardRecovery.restore(record, succession);
        uint256 index = record.cursor;
        uint256 settledBefore = record.settledTokens;
        uint256 settledTokens = settledBefore;
        for (uint256 i; i < count; ++i) {
            if (settledBefore > 0 && isSettled(caseId, index)) {
                results[index].outcome = Outcome.SettledBefore;
            } else {
                if (gasleft() < SUITE_TOKEN_GAS) break;
                address token = tokens[index];
                (bool isSuites, Holdings memory before) = _holdingsOn(ground, token, succession);
                if (!isSuites && gasleft() < STANDARD_TOKEN_GAS) break;
                if (isSuites) _recoverOfSuite(results[index], succession, caseId, token, ground, before);
                else _recoverByStandard(results[index], succession, caseId, token);
                if (results[index].isDone()) ++settledTokens;
            }
            index = index + 1 == count ? 0 : index + 1;
        }
        record.cursor = uint24(index);
        _recordSettled(caseId, results, settledTokens);
        // A registry that keeps successors keeps the lost wallet too.
        if (ground.isSuites()) return results;
        StandardRecovery.unregister(_unregistered, record, succession, caseId, tokens, wasUnregistered);
    }

    /// @dev A case whose tokens are all done needs no word of which are.
    function _recordSettled(bytes32 caseId, TokenResult[] memory results, uint256 settledTokens) private {
        _cases[caseId].settledTokens = uint24(settledTokens);
        if (settledTokens == results.length) return;
        for (uint256 i; i < results.length; ++i) if (results[i].isDone()) _settled[caseId].set(i);
    }

    /// @dev Each token has a frame of its own, in the agent's name.
    function _recoverOfSuite(
        TokenResult memory result,
        Succession memory succession,
        bytes32 caseId,
        address token,
        Ground memory ground,
        Holdings memory before
    ) private {
        WalletHolding lost = before.lost;
        bytes32 owner = lost.isFrozen() ? _quarantinedBy[succession.lostWallet][token] : bytes32(0);
        if (owner != 0) lost = lost.withoutFreeze();
        bool success = true;
        if (!lost.isEmpty()) {
            // `try` knows no bound of a library's gas; what the library reverts with is bounded.
            // solhint-disable-next-line avoid-low-level-calls
            (success, result.reason) = address(SuiteRecovery).delegatecall{gas: ATTEMPT_GAS}(
                abi.encodeWithSelector(SuiteRecovery.recover.selector, ground, succession, token, owner != 0, before)
            );
            // Nobody calls back in: what a case froze while the registry did not protect it needs no freeze any more.
            if (success && owner != 0) {
                delete _quarantinedBy[succession.lostWallet][token];
                emit TokenReleased(owner, token);
            }
        }
        if (success) {
            (result.amount, result.frozen, result.walletFrozen) = (lost.balance(), lost.frozen(), lost.isFrozen());
            _settle(result, caseId, token);
        } else {
            _fail(result, caseId, token, SuiteRecovery.diagnose(token, result.reason));
        }
    }

    function _recoverByStandard(
        TokenResult memory result,
        Succession memory succession,
        bytes32 caseId,
        address token
    ) private {
        (bool success, bytes memory answer) = address(this).tryWrite(
            ATTEMPT_GAS,
            abi.encodeCall(this.recoverToken, (succession, caseId, token))
        );
        if (success) {
            (result.amount, result.frozen, result.walletFrozen) = abi.decode(answer, (uint256, uint256, bool));
            _settle(result, caseId, token);
        } else {
            result.reason = answer;
            uint8 outcome = StandardRecovery.diagnose(token, succession.lostWallet, succession.newWallet);
            _fail(result, caseId, token, outcome);
        }
    }

    function _settle(TokenResult memory result, bytes32 caseId, address token) private {
        result.outcome = result.amount > 0 || result.walletFrozen ? Outcome.Recovered : Outcome.NothingHeld;
        emit TokenSettled(caseId, token, result.outcome, result.amount, result.frozen, result.walletFrozen);
    }

    function _fail(TokenResult memory result, bytes32 caseId, address token, uint8 outcome) private {
        result.outcome = Outcome(outcome);
        emit TokenNotRecovered(caseId, token, result.outcome, result.reason);
    }

    /// @dev What a token shows of both wallets, if it goes the suite's way: ours by its own word, and on the storage of the
    /// case.
    function _holdingsOn(
        Ground memory ground,
        address token,
        Succession memory succession
    ) private view returns (bool isSuites, Holdings memory holdings) {
        if (!ground.isSuites()) return (false, holdings);
        (isSuites, holdings) = token.holdingsOf(succession.lostWallet, succession.newWallet);
        if (isSuites) isSuites = _isOn(ground, holdings.identityRegistry);
    }

    function _isOn(Ground memory ground, address registry) private view returns (bool) {
        if (registry == ground.registry) return true;
        return registry != address(0) && SuiteRecovery.shares(ground, registry);
    }
}
