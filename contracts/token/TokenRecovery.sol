// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IContextCompliance, Movement, MovementKind} from "../compliance/IContextCompliance.sol";
import {ICompliance} from "../interfaces/ICompliance.sol";
import {IERC734} from "../interfaces/IERC734.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {IRecoverableRegistry, Parties, Standing} from "../registry/IRecoverableRegistry.sol";
import {ForeignRegistry} from "./ForeignRegistry.sol";
import {TokenMovements} from "./TokenMovements.sol";

/// @title How a lost wallet's holding moves to the wallet that takes its place
abstract contract TokenRecovery is TokenMovements {
    using ForeignRegistry for address;

    uint256 private constant MANAGEMENT = 1;

    function _recover(address lostWallet, address newWallet, address identity) internal {
        // Check
        State storage $ = _state();
        if ($.isPaused) revert TokenPaused();
        if (lostWallet == newWallet) revert TokenOtherSuccessor(lostWallet, newWallet);
        Holding memory lost = $.holdingOf[lostWallet];
        if (lost.balance == 0 && !lost.isFrozen) revert TokenNothingToRecover(lostWallet);
        Parties memory parties =
            $.isRegistryRecoverable
                ? _succession($.registry, lostWallet, newWallet, identity)
                : _standardSuccession($.registry, lostWallet, newWallet, identity);
        if (parties.toIdentity != identity) revert TokenIdentityMismatch(newWallet, identity, parties.toIdentity);

        // Effect
        _carryOver(lostWallet, newWallet, lost);
        emit RecoverySuccess(lostWallet, newWallet, identity);

        // Interaction
        if ($.isComplianceIdle) return;
        if ($.isComplianceInContext) {
            Movement memory movement = _movement(MovementKind.Forced, lostWallet, newWallet, lost.balance, parties);
            IContextCompliance($.compliance).recovered(movement);
        } else {
            ICompliance($.compliance).transferred(lostWallet, newWallet, lost.balance);
        }
    }

    /// @dev Adds the lost holding to the new one: balance and frozen part add up, a wallet freeze stays a freeze.
    function _carryOver(address lostWallet, address newWallet, Holding memory lost) private {
        State storage $ = _state();
        Holding memory next = $.holdingOf[newWallet];
        if (lost.frozen > 0) {
            emit TokensUnfrozen(lostWallet, lost.frozen);
            emit TokensFrozen(newWallet, lost.frozen);
        }
        if (lost.isFrozen && !next.isFrozen) emit AddressFrozen(newWallet, true, msg.sender);
        if (lost.balance > 0) emit Transfer(lostWallet, newWallet, lost.balance);

        next.balance += lost.balance;
        next.frozen += lost.frozen;
        next.isFrozen = next.isFrozen || lost.isFrozen;
        $.holdingOf[newWallet] = next;
        // On a registry of the standard alone, nothing but a freeze keeps a lost wallet still.
        bool staysFrozen = !$.isRegistryRecoverable;
        if (lost.isFrozen != staysFrozen) emit AddressFrozen(lostWallet, staysFrozen, msg.sender);
        delete $.holdingOf[lostWallet];
        if (staysFrozen) $.holdingOf[lostWallet].isFrozen = true;
    }

    /// @dev The successor that the registry has on record. When there is none, this token records it, for the same
    /// identity only, if it is an agent of the registry.
    function _succession(
        address registry,
        address lostWallet,
        address newWallet,
        address identity
    ) private returns (Parties memory parties) {
        bool isHead;
        (parties, isHead) = IRecoverableRegistry(registry).recoveryOf(lostWallet, newWallet);
        if (!isHead) {
            if (parties.fromStanding == Standing.Lost || parties.toStanding == Standing.Lost) {
                revert TokenOtherSuccessor(lostWallet, newWallet);
            }
            if (parties.fromStanding != Standing.Free) revert TokenWalletBlocked(lostWallet, parties.fromStanding);
            if (parties.fromIdentity != identity) {
                revert TokenIdentityMismatch(lostWallet, identity, parties.fromIdentity);
            }
            IRecoverableRegistry(registry).recordSuccessor(lostWallet, newWallet, identity);
            (parties, ) = IRecoverableRegistry(registry).recoveryOf(lostWallet, newWallet);
        }
        if (parties.toStanding == Standing.Quarantined) revert TokenWalletBlocked(newWallet, parties.toStanding);
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
