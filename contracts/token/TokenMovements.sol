// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IContextCompliance, Movement, MovementKind} from "../compliance/IContextCompliance.sol";
import {ICompliance} from "../interfaces/ICompliance.sol";
import {IRecoverableRegistry, Parties, Standing} from "../registry/IRecoverableRegistry.sol";
import {ForeignRegistry} from "./ForeignRegistry.sol";
import {TokenState} from "./TokenState.sol";
import {WalletHolding} from "./WalletHolding.sol";

/// @title How tokens move: transfers, mints, burns and an agent's transfers
abstract contract TokenMovements is TokenState {
    using ForeignRegistry for address;

    uint256 internal constant MAX_SUPPLY = type(uint120).max;

    /// @dev As a holder may.
    function _transfer(address from, address to, uint256 amount) internal {
        // Check
        State storage $ = _state();
        if ($.isPaused) revert TokenPaused();
        WalletHolding sender = $.holdingOf[from];
        if (sender.isFrozen()) revert TokenWalletFrozen(from);
        if (to == address(0)) revert TokenZeroAddress();
        if (amount > sender.free()) revert TokenBalanceExceeded(from, sender.free(), amount);
        if ($.holdingOf[to].isFrozen()) revert TokenWalletFrozen(to);
        Parties memory parties = _admit(MovementKind.Transfer, from, to);

        // Effect, interaction
        _move(MovementKind.Transfer, from, to, amount, parties);
    }

    /// @dev As an agent may: frozen tokens too.
    function _forceTransfer(address from, address to, uint256 amount) internal {
        // Check
        if (to == address(0)) revert TokenZeroAddress();
        _requireBalance(from, amount);
        Parties memory parties = _admit(MovementKind.Forced, from, to);

        // Effect, interaction
        _thaw(from, amount);
        _move(MovementKind.Forced, from, to, amount, parties);
    }

    function _mint(address to, uint256 amount) internal {
        // Check
        State storage $ = _state();
        if (to == address(0)) revert TokenZeroAddress();
        if (amount > MAX_SUPPLY - $.totalSupply) revert TokenSupplyExceeded(MAX_SUPPLY - $.totalSupply, amount);
        Parties memory parties = _admit(MovementKind.Mint, address(0), to);

        // Effect, interaction
        $.totalSupply += uint120(amount);
        _move(MovementKind.Mint, address(0), to, amount, parties);
    }

    function _burn(address from, uint256 amount) internal {
        // Check
        _requireBalance(from, amount);
        Parties memory parties = _admit(MovementKind.Burn, from, address(0));

        // Effect, interaction
        _thaw(from, amount);
        _state().totalSupply -= uint120(amount);
        _move(MovementKind.Burn, from, address(0), amount, parties);
    }

    /// @dev A movement as the compliance hears of it, once it has happened.
    function _movement(
        MovementKind kind,
        address from,
        address to,
        uint256 amount,
        Parties memory parties
    ) internal view returns (Movement memory movement) {
        State storage $ = _state();
        movement.kind = kind;
        (movement.from, movement.to, movement.amount) = (from, to, amount);
        (movement.fromIdentity, movement.toIdentity) = (parties.fromIdentity, parties.toIdentity);
        (movement.fromCountry, movement.toCountry) = (parties.fromCountry, parties.toCountry);
        if (from != address(0)) movement.fromBalance = $.holdingOf[from].balance();
        if (to != address(0)) movement.toBalance = $.holdingOf[to].balance();
        if (from == address(0) || to == address(0)) movement.totalSupply = $.totalSupply;
    }

    /// @dev Asks the registry about both wallets, in one call where it can.
    function _admit(MovementKind kind, address from, address to) private view returns (Parties memory parties) {
        State storage $ = _state();
        if ($.isRegistryRecoverable) parties = IRecoverableRegistry($.registry).partiesOf(from, to);
        else parties = $.registry.partiesOf(from, to);
        if (kind == MovementKind.Burn) return parties;
        if (parties.fromStanding != Standing.Free) revert TokenWalletBlocked(from, parties.fromStanding);
        if (parties.toStanding != Standing.Free) revert TokenWalletBlocked(to, parties.toStanding);
        if (!parties.isToVerified) revert TokenReceiverNotVerified(to);
    }

    function _move(MovementKind kind, address from, address to, uint256 amount, Parties memory parties) private {
        State storage $ = _state();
        if ($.isComplianceIdle) {
            _shift(from, to, amount);
        } else if ($.isComplianceInContext) {
            _shift(from, to, amount);
            IContextCompliance($.compliance).moved(_movement(kind, from, to, amount, parties));
        } else {
            _moveByStandard(ICompliance($.compliance), kind, from, to, amount);
        }
    }

    function _moveByStandard(ICompliance rules, MovementKind kind, address from, address to, uint256 amount) private {
        // Check
        bool mayRefuse = kind == MovementKind.Transfer || kind == MovementKind.Mint;
        if (mayRefuse && !rules.canTransfer(from, to, amount)) revert TokenComplianceRefused(from, to, amount);

        // Effect
        _shift(from, to, amount);

        // Interaction
        if (kind == MovementKind.Mint) rules.created(to, amount);
        else if (kind == MovementKind.Burn) rules.destroyed(from, amount);
        else rules.transferred(from, to, amount);
    }

    function _shift(address from, address to, uint256 amount) private {
        State storage $ = _state();
        if (from != address(0)) $.holdingOf[from] = $.holdingOf[from].debited(uint120(amount));
        if (to != address(0)) $.holdingOf[to] = $.holdingOf[to].credited(uint120(amount));
        emit Transfer(from, to, amount);
    }

    /// @dev Unfreezes what an agent takes beyond the free balance.
    function _thaw(address wallet, uint256 amount) private {
        State storage $ = _state();
        WalletHolding holding = $.holdingOf[wallet];
        if (amount <= holding.free()) return;
        uint256 thawed = amount - holding.free();
        $.holdingOf[wallet] = holding.withFrozen(holding.frozen() - uint120(thawed));
        emit TokensUnfrozen(wallet, thawed);
    }

    function _requireBalance(address wallet, uint256 amount) private view {
        uint256 balance = _state().holdingOf[wallet].balance();
        if (amount > balance) revert TokenBalanceExceeded(wallet, balance, amount);
    }
}
