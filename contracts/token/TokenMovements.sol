// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IContextCompliance, Movement, MovementKind} from "../compliance/IContextCompliance.sol";
import {ICompliance} from "../interfaces/ICompliance.sol";
import {IRecoverableRegistry, Parties, Standing} from "../registry/IRecoverableRegistry.sol";
import {ForeignRegistry} from "./ForeignRegistry.sol";
import {TokenState} from "./TokenState.sol";

/// @title How tokens move: transfers, mints, burns and an agent's transfers
abstract contract TokenMovements is TokenState {
    using ForeignRegistry for address;

    uint256 internal constant MAX_SUPPLY = type(uint120).max;

    /// @dev As a holder may.
    function _transfer(address from, address to, uint256 amount) internal {
        // Check
        State storage $ = _state();
        if ($.isPaused) revert TokenPaused();
        Holding memory sender = $.holdingOf[from];
        if (sender.isFrozen) revert TokenWalletFrozen(from);
        if (to == address(0)) revert TokenZeroAddress();
        if (amount > sender.balance - sender.frozen) {
            revert TokenBalanceExceeded(from, sender.balance - sender.frozen, amount);
        }
        if ($.holdingOf[to].isFrozen) revert TokenWalletFrozen(to);
        Movement memory movement = _admit(MovementKind.Transfer, from, to, amount);

        // Effect, interaction
        _move(movement);
    }

    /// @dev As an agent may: frozen tokens too.
    function _forceTransfer(address from, address to, uint256 amount) internal {
        // Check
        if (to == address(0)) revert TokenZeroAddress();
        _requireBalance(from, amount);
        Movement memory movement = _admit(MovementKind.Forced, from, to, amount);

        // Effect, interaction
        _thaw(from, amount);
        _move(movement);
    }

    function _mint(address to, uint256 amount) internal {
        // Check
        State storage $ = _state();
        if (to == address(0)) revert TokenZeroAddress();
        if (amount > MAX_SUPPLY - $.totalSupply) revert TokenSupplyExceeded(MAX_SUPPLY - $.totalSupply, amount);
        Movement memory movement = _admit(MovementKind.Mint, address(0), to, amount);

        // Effect, interaction
        movement.totalSupply = $.totalSupply += uint120(amount);
        _move(movement);
    }

    function _burn(address from, uint256 amount) internal {
        // Check
        _requireBalance(from, amount);
        Movement memory movement = _admit(MovementKind.Burn, from, address(0), amount);

        // Effect, interaction
        _thaw(from, amount);
        movement.totalSupply = _state().totalSupply -= uint120(amount);
        _move(movement);
    }

    /// @dev Tells the compliance of a recovery.
    function _reportRecovery(Movement memory movement) internal {
        State storage $ = _state();
        if ($.isComplianceInContext) IContextCompliance($.compliance).recovered(movement);
        else ICompliance($.compliance).transferred(movement.from, movement.to, movement.amount);
    }

    function _movement(
        MovementKind kind,
        address from,
        address to,
        uint256 amount,
        Parties memory parties
    ) internal pure returns (Movement memory movement) {
        movement.kind = kind;
        (movement.from, movement.to, movement.amount) = (from, to, amount);
        (movement.fromIdentity, movement.toIdentity) = (parties.fromIdentity, parties.toIdentity);
        (movement.fromCountry, movement.toCountry) = (parties.fromCountry, parties.toCountry);
    }

    /// @dev Asks the registry about both wallets, in one call where it can.
    function _admit(
        MovementKind kind,
        address from,
        address to,
        uint256 amount
    ) private view returns (Movement memory movement) {
        State storage $ = _state();
        Parties memory parties;
        if ($.isRegistryRecoverable) parties = IRecoverableRegistry($.registry).partiesOf(from, to);
        else parties = $.registry.partiesOf(from, to);
        if (kind != MovementKind.Burn) {
            if (parties.fromStanding != Standing.Free) revert TokenWalletBlocked(from, parties.fromStanding);
            if (parties.toStanding != Standing.Free) revert TokenWalletBlocked(to, parties.toStanding);
            if (!parties.isToVerified) revert TokenReceiverNotVerified(to);
        }
        return _movement(kind, from, to, amount, parties);
    }

    function _move(Movement memory movement) private {
        State storage $ = _state();
        (address from, address to, uint256 amount) = (movement.from, movement.to, movement.amount);
        bool mayRefuse = movement.kind == MovementKind.Transfer || movement.kind == MovementKind.Mint;
        if (mayRefuse && !$.isComplianceInContext && !ICompliance($.compliance).canTransfer(from, to, amount)) {
            revert TokenComplianceRefused(from, to, amount);
        }

        // Effect
        if (from != address(0)) movement.fromBalance = $.holdingOf[from].balance -= uint120(amount);
        if (to != address(0)) movement.toBalance = $.holdingOf[to].balance += uint120(amount);
        if (from == to) movement.fromBalance = movement.toBalance;
        emit Transfer(from, to, amount);

        // Interaction
        if ($.isComplianceInContext) {
            IContextCompliance($.compliance).moved(movement);
        } else if (from == address(0)) {
            ICompliance($.compliance).created(to, amount);
        } else if (to == address(0)) {
            ICompliance($.compliance).destroyed(from, amount);
        } else {
            ICompliance($.compliance).transferred(from, to, amount);
        }
    }

    /// @dev Unfreezes what an agent takes beyond the free balance.
    function _thaw(address wallet, uint256 amount) private {
        Holding storage holding = _state().holdingOf[wallet];
        uint256 free = holding.balance - holding.frozen;
        if (amount <= free) return;
        uint256 thawed = amount - free;
        holding.frozen -= uint120(thawed);
        emit TokensUnfrozen(wallet, thawed);
    }

    function _requireBalance(address wallet, uint256 amount) private view {
        uint256 balance = _state().holdingOf[wallet].balance;
        if (amount > balance) revert TokenBalanceExceeded(wallet, balance, amount);
    }
}
