// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IAgentRole} from "../interfaces/IAgentRole.sol";
import {ICompliance} from "../interfaces/ICompliance.sol";
import {IERC3643} from "../interfaces/IERC3643.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {BoundedCall} from "./BoundedCall.sol";
import {CaseRecord, Registration, Succession} from "./CaseRecord.sol";
import {Holding, requireBalance, requireSupply} from "./Holding.sol";
import {IRecoveryAgent, Outcome} from "./IRecoveryAgent.sol";
import {StandardRegistry} from "./StandardRegistry.sol";

/// @title The standard's way: a token is frozen, moved and checked by the functions that every ERC-3643 token has
/// @dev Linked to the agent and run in its name. What a token returns is not believed: the state before and after
/// decides.
library StandardRecovery {
    using BoundedCall for address;
    using StandardRegistry for address;

    /// For a freeze, and for lifting one.
    uint256 internal constant FREEZE_GAS = 200_000;
    /// With this much left, the lost wallet can be removed from the registry.
    uint256 internal constant UNREGISTER_GAS = 1_500_000;
    /// A registry may have to ask many issuers.
    uint256 private constant VERIFICATION_GAS = 2_000_000;
    uint256 private constant COMPLIANCE_GAS = 500_000;
    /// The most that `diagnose` spends.
    uint256 internal constant DIAGNOSIS_GAS = VERIFICATION_GAS + COMPLIANCE_GAS + 5 * BoundedCall.GETTER_GAS;

    /// @notice Freezes the lost wallet on a token, unless it is frozen.
    function quarantine(
        mapping(bytes32 caseId => CaseRecord) storage cases,
        mapping(address lostWallet => mapping(address token => bytes32 caseId)) storage quarantinedBy,
        address lostWallet,
        address token,
        bytes32 caseId
    ) external {
        bytes32 owner = quarantinedBy[lostWallet][token];
        bool ownerEnded = owner == 0 || cases[owner].isEndedUnexecuted();
        if (_isFrozen(token, lostWallet)) {
            // A freeze of somebody else stays somebody else's; one that an ended case left behind becomes this case's.
            if (owner == 0 || !ownerEnded) return;
        } else {
            (bool done, bytes memory reason) = _setFrozen(token, lostWallet, true);
            if (!done) {
                emit IRecoveryAgent.TokenNotQuarantined(caseId, token, reason);
                return;
            }
        }
        if (ownerEnded) quarantinedBy[lostWallet][token] = owner = caseId;
        emit IRecoveryAgent.TokenQuarantined(owner, token);
    }

    /// @notice Lifts the freeze that this very case set on a token.
    function release(
        mapping(address lostWallet => mapping(address token => bytes32 caseId)) storage quarantinedBy,
        address lostWallet,
        address token,
        bytes32 caseId
    ) external {
        (bool done, bytes memory reason) = _setFrozen(token, lostWallet, false);
        if (done) {
            delete quarantinedBy[lostWallet][token];
            emit IRecoveryAgent.TokenReleased(caseId, token);
        } else {
            emit IRecoveryAgent.TokenNotReleased(caseId, token, reason);
        }
    }

    /// @notice Moves the whole holding and checks that it arrived, or reverts.
    function recover(
        mapping(address lostWallet => mapping(address token => bytes32 caseId)) storage quarantinedBy,
        Succession calldata succession,
        bytes32 caseId,
        address token
    ) external returns (uint256 amount, uint256 frozen, bool walletFrozen) {
        (address lostWallet, address newWallet) = (succession.lostWallet, succession.newWallet);

        // Check
        Holding memory lost = _holdingOf(token, lostWallet);
        bool isFrozen = lost.walletFrozen;
        bytes32 owner = quarantinedBy[lostWallet][token];
        if (owner != 0) lost.walletFrozen = false;
        if (lost.isEmpty()) return (0, 0, false);
        _requireNotPaused(token);
        _requireIdentity(token, lostWallet, succession.lostIdentity);
        _requireIdentity(token, newWallet, succession.newIdentity);

        // Effect: the freeze that stays on the lost wallet is the case's, or somebody else's, but no ended case's.
        if (!lost.walletFrozen && owner != caseId) {
            quarantinedBy[lostWallet][token] = caseId;
            emit IRecoveryAgent.TokenQuarantined(caseId, token);
        }

        // Interaction
        if (!isFrozen) _setFrozen(token, lostWallet, true);
        _move(token, lostWallet, newWallet, lost);
        return (lost.balance, lost.frozen, lost.walletFrozen);
    }

    /// @notice Registers the lost wallet again, where an earlier round removed it and tokens are left to recover: rules
    /// keyed by identity need it while its tokens move.
    function restore(CaseRecord storage record, Succession calldata succession) external returns (bool) {
        if (record.settledTokens == record.tokenCount) return false;
        address registry = succession.registry;
        (bool readable, address current) = registry.identityOf(succession.lostWallet);
        if (!readable || current != address(0)) return false;
        registry.register(succession.lostWallet, succession.lostIdentity, succession.country);
        return true;
    }

    /// @notice Removes the lost wallet from the registry, if the case is done and nothing came back to it since.
    /// @param wasUnregistered It was removed before this round.
    function unregister(
        mapping(address identityStorage => mapping(address lostWallet => Registration)) storage unregistered,
        CaseRecord storage record,
        Succession calldata succession,
        bytes32 caseId,
        address[] calldata tokens,
        bool wasUnregistered
    ) external {
        (address registry, address lostWallet) = (succession.registry, succession.lostWallet);
        if (!wasUnregistered && !_isNothingLeft(record, lostWallet, tokens)) return;
        (, address current) = registry.identityOf(lostWallet);
        if (current == address(0)) return;
        unregistered[registry.storageOf()][lostWallet] = Registration(succession.lostIdentity, succession.country);
        (bool done, bytes memory reason) = registry.unregister(lostWallet);
        if (done) emit IRecoveryAgent.LostWalletUnregistered(caseId, registry, lostWallet);
        else emit IRecoveryAgent.LostWalletNotUnregistered(caseId, registry, lostWallet, reason);
    }

    /// @notice Names the reason for which a token could not be recovered.
    /// @return An `Outcome`, as a number: the interface of a library knows no enums.
    function diagnose(address token, address lostWallet, address newWallet) external view returns (uint8) {
        bool readable;
        uint256 word;
        (, word) = token.tryRead(BoundedCall.GETTER_GAS, abi.encodeCall(IERC3643.paused, ()));
        if (word != 0) return uint8(Outcome.Paused);

        (readable, word) = token.tryRead(BoundedCall.GETTER_GAS, abi.encodeCall(IAgentRole.isAgent, (address(this))));
        if (readable && word == 0) return uint8(Outcome.AgentMissing);

        (, word) = token.tryRead(BoundedCall.GETTER_GAS, abi.encodeCall(IERC3643.identityRegistry, ()));
        (readable, word) = address(uint160(word)).tryRead(
            VERIFICATION_GAS,
            abi.encodeCall(IIdentityRegistry.isVerified, (newWallet))
        );
        if (readable && word == 0) return uint8(Outcome.NotVerified);

        (readable, word) = token.tryRead(BoundedCall.GETTER_GAS, abi.encodeCall(IERC20.balanceOf, (lostWallet)));
        if (!readable) return uint8(Outcome.Failed);
        uint256 balance = word;
        (, word) = token.tryRead(BoundedCall.GETTER_GAS, abi.encodeCall(IERC3643.compliance, ()));
        (readable, word) = address(uint160(word)).tryRead(
            COMPLIANCE_GAS,
            abi.encodeCall(ICompliance.canTransfer, (lostWallet, newWallet, balance))
        );
        return uint8(readable && word == 0 ? Outcome.ComplianceRefused : Outcome.Failed);
    }

    /// @dev Whether the case is done and none of its tokens came back to the lost wallet since.
    function _isNothingLeft(
        CaseRecord storage record,
        address lostWallet,
        address[] calldata tokens
    ) private view returns (bool) {
        uint256 count = tokens.length;
        if (count == 0 || record.settledTokens < count) return false;
        for (uint256 i; i < count; ++i) {
            if (gasleft() < UNREGISTER_GAS) return false;
            (bool readable, uint256 word) = tokens[i].tryRead(
                BoundedCall.GETTER_GAS,
                abi.encodeCall(IERC20.balanceOf, (lostWallet))
            );
            if (!readable || word != 0) return false;
        }
        return true;
    }

    /// @dev Balance, frozen part and wallet freeze add up on the new wallet, and the supply is what it was.
    function _move(address token, address lostWallet, address newWallet, Holding memory lost) private {
        Holding memory before = _holdingOf(token, newWallet);
        uint256 supply = token.read(abi.encodeCall(IERC20.totalSupply, ()));

        if (lost.balance > 0) {
            token.write(abi.encodeCall(IERC3643.forcedTransfer, (lostWallet, newWallet, lost.balance)));
        }
        if (lost.frozen > 0) token.write(abi.encodeCall(IERC3643.freezePartialTokens, (newWallet, lost.frozen)));
        if (lost.walletFrozen && !before.walletFrozen) {
            token.write(abi.encodeCall(IERC3643.setAddressFrozen, (newWallet, true)));
        }

        requireBalance(token, lostWallet, 0, token.read(abi.encodeCall(IERC20.balanceOf, (lostWallet))));
        _holdingOf(token, newWallet).requireSum(token, newWallet, before, lost);
        requireSupply(token, supply, token.read(abi.encodeCall(IERC20.totalSupply, ())));
    }

    /// @return done Whether the token shows the wanted state afterwards.
    function _setFrozen(address token, address wallet, bool frozen) private returns (bool done, bytes memory reason) {
        (, reason) = token.tryWrite(FREEZE_GAS, abi.encodeCall(IERC3643.setAddressFrozen, (wallet, frozen)));
        (bool readable, uint256 word) = token.tryRead(
            BoundedCall.GETTER_GAS,
            abi.encodeCall(IERC3643.isFrozen, (wallet))
        );
        done = readable && (word != 0) == frozen;
    }

    function _isFrozen(address token, address wallet) private view returns (bool) {
        (, uint256 word) = token.tryRead(BoundedCall.GETTER_GAS, abi.encodeCall(IERC3643.isFrozen, (wallet)));
        return word != 0;
    }

    function _holdingOf(address token, address wallet) private view returns (Holding memory holding) {
        holding.balance = token.read(abi.encodeCall(IERC20.balanceOf, (wallet)));
        holding.frozen = token.read(abi.encodeCall(IERC3643.getFrozenTokens, (wallet)));
        holding.walletFrozen = token.read(abi.encodeCall(IERC3643.isFrozen, (wallet))) != 0;
    }

    /// @dev Reverts unless the token's own registry gives the wallet this identity: one holder's tokens never go to
    /// another's, whichever registry the case names.
    function _requireIdentity(address token, address wallet, address expected) private view {
        address registry = address(uint160(token.read(abi.encodeCall(IERC3643.identityRegistry, ()))));
        address actual = address(uint160(registry.read(abi.encodeCall(IIdentityRegistry.identity, (wallet)))));
        if (actual != expected) revert IRecoveryAgent.RecoveryAgentIdentityMismatch(wallet, expected, actual);
    }

    function _requireNotPaused(address token) private view {
        if (token.read(abi.encodeCall(IERC3643.paused, ())) != 0) revert IRecoveryAgent.RecoveryAgentTokenPaused(token);
    }
}
