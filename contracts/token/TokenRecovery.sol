// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IContextCompliance, Movement, MovementKind} from "../compliance/IContextCompliance.sol";
import {ICompliance} from "../interfaces/ICompliance.sol";
import {IERC734} from "../interfaces/IERC734.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {IRecoverableRegistry, Parties} from "../registry/IRecoverableRegistry.sol";
import {FLAGS, LOST, QUARANTINED, Standing, WalletRecord} from "../registry/WalletRecord.sol";
import {ForeignRegistry} from "./ForeignRegistry.sol";
import {TokenMovements} from "./TokenMovements.sol";
import {NOTHING, WalletHolding} from "./WalletHolding.sol";

/// @title How a lost wallet's holding moves to the wallet that takes its place
abstract contract TokenRecovery is TokenMovements {
    using ForeignRegistry for address;

    uint256 private constant MANAGEMENT = 1;

    function _recover(address lostWallet, address newWallet, address identity) internal {
        // Check
        State storage $ = _state();
        (address registry, bool isRecoverable) = ($.registry, $.isRegistryRecoverable);
        if ($.isPaused) revert TokenPaused();
        if (lostWallet == newWallet) revert TokenOtherSuccessor(lostWallet, newWallet);
        WalletHolding lost = $.holdingOf[lostWallet];
        if (lost.balance() == 0 && !lost.isFrozen()) revert TokenNothingToRecover(lostWallet);
        Parties memory parties =
            isRecoverable
                ? _succession(registry, lostWallet, newWallet, identity)
                : _standardSuccession(registry, lostWallet, newWallet, identity);
        if (parties.toIdentity != identity || identity == address(0)) {
            revert TokenIdentityMismatch(newWallet, identity, parties.toIdentity);
        }

        // Effect
        _carryOver(lostWallet, newWallet, lost, isRecoverable);
        emit RecoverySuccess(lostWallet, newWallet, identity);

        // Interaction
        if ($.isComplianceIdle) return;
        if ($.isComplianceInContext) {
            Movement memory movement = _movement(MovementKind.Forced, lostWallet, newWallet, lost.balance(), parties);
            IContextCompliance($.compliance).recovered(movement);
        } else {
            ICompliance($.compliance).transferred(lostWallet, newWallet, lost.balance());
        }
    }

    /// @dev Adds the lost holding to the new one: balance and frozen part add up, a wallet freeze stays a freeze.
    /// @param isRecoverable Whether the registry keeps the lost wallet still. On one of the standard alone, nothing but a
    /// freeze does.
    function _carryOver(address lostWallet, address newWallet, WalletHolding lost, bool isRecoverable) private {
        State storage $ = _state();
        WalletHolding next = $.holdingOf[newWallet];
        $.holdingOf[newWallet] = next.plus(lost);
        $.holdingOf[lostWallet] = isRecoverable ? NOTHING : NOTHING.withFreeze();
        if (lost.frozen() > 0) {
            emit TokensUnfrozen(lostWallet, lost.frozen());
            emit TokensFrozen(newWallet, lost.frozen());
        }
        if (lost.isFrozen() && !next.isFrozen()) emit AddressFrozen(newWallet, true, msg.sender);
        if (lost.balance() > 0) emit Transfer(lostWallet, newWallet, lost.balance());
        if (lost.isFrozen() == isRecoverable) emit AddressFrozen(lostWallet, !isRecoverable, msg.sender);
    }

    /// @dev The successor that the registry has on record. When there is none, this token records it, for the same
    /// identity only, if it is an agent of the registry.
    function _succession(
        address registry,
        address lostWallet,
        address newWallet,
        address identity
    ) private returns (Parties memory parties) {
        (WalletRecord lost, WalletRecord next, bool isHead) = IRecoverableRegistry(registry).casePair(
            lostWallet,
            newWallet
        );
        if (!isHead) {
            if (lost.has(LOST) || next.has(LOST)) revert TokenOtherSuccessor(lostWallet, newWallet);
            if (lost.has(FLAGS)) revert TokenWalletBlocked(lostWallet, lost.standing());
            if (lost.identity() != identity) revert TokenIdentityMismatch(lostWallet, identity, lost.identity());
            IRecoverableRegistry(registry).recordSuccessor(lostWallet, newWallet, identity);
            (lost, next, ) = IRecoverableRegistry(registry).casePair(lostWallet, newWallet);
        }
        if (next.has(QUARANTINED)) revert TokenWalletBlocked(newWallet, Standing.Quarantined);
        (parties.fromIdentity, parties.fromCountry) = (lost.identity(), lost.country());
        (parties.toIdentity, parties.toCountry) = (next.identity(), next.country());
    }

    function _standardSuccession(
        address registry,
        address lostWallet,
        address newWallet,
        address identity
    ) private returns (Parties memory parties) {
        parties = registry.partiesOf(lostWallet, newWallet);
        if (parties.fromIdentity != identity) {
            revert TokenIdentityMismatch(lostWallet, identity, parties.fromIdentity);
        }
        if (parties.toIdentity == address(0)) {
            if (!IERC734(identity).keyHasPurpose(keccak256(abi.encode(newWallet)), MANAGEMENT)) {
                revert TokenNotManager(identity, newWallet);
            }
            IIdentityRegistry(registry).registerIdentity(newWallet, identity, parties.fromCountry);
            parties = registry.partiesOf(lostWallet, newWallet);
        }
        if (!parties.isToVerified) revert TokenReceiverNotVerified(newWallet);
    }
}
