// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Bombs} from "./Bombs.sol";
import {HonestCompliance} from "./HonestCompliance.sol";
import {HonestRegistry} from "./HonestRegistry.sol";
import {HonestToken} from "./HonestToken.sol";
import {Reentrant} from "./Reentrant.sol";

/// @title A token that harms, lies or calls back, in one way at a time
contract HostileToken is HonestToken, Reentrant {
    enum Mode {
        Honest,
        HonestButExpensive,
        TransferRevertsWithMegabyte,
        TransferBurnsGas,
        EverythingBurnsGas,
        EverythingReturnsNothing,
        EverythingReturnsTooMuch,
        ClaimsMoved,
        MovesHalf,
        HidesBalance,
        InflatesSupply,
        LosesFrozenPart,
        RefusesFreeze,
        IgnoresFreeze,
        ForgetsFreezeOfOthers,
        FreezesReceiver,
        RefusesUnfreeze,
        BalanceUnreadable,
        FrozenFromThinAir,
        ReentersOnTransfer,
        ReentersOnFreeze,
        ReentersOnPartialFreeze
    }

    error FreezeRefused(address wallet, bool freeze);

    Mode public mode;
    address private _hidden;
    address private _firstFrozen;

    constructor(HonestRegistry registry, HonestCompliance rules) HonestToken(registry, rules) {}

    function become(Mode next) external {
        mode = next;
    }

    function forcedTransfer(address from, address to, uint256 amount) public override returns (bool) {
        _everything();
        if (mode == Mode.HonestButExpensive) Bombs.spendGas();
        if (mode == Mode.TransferRevertsWithMegabyte) Bombs.revertWith(Bombs.MEGABYTE);
        if (mode == Mode.TransferBurnsGas) Bombs.burnGas();
        if (mode == Mode.ReentersOnTransfer) _reenter();
        if (mode == Mode.ClaimsMoved) return true;
        if (mode == Mode.HidesBalance) {
            _hidden = from;
            return true;
        }
        if (mode == Mode.InflatesSupply) ++_supply;
        if (mode == Mode.FreezesReceiver) _frozen[to] = true;
        return super.forcedTransfer(from, to, mode == Mode.MovesHalf ? amount / 2 : amount);
    }

    function setAddressFrozen(address wallet, bool freeze) public override {
        _everything();
        if (mode == Mode.ReentersOnFreeze) _reenter();
        if (mode == Mode.RefusesFreeze && freeze) revert FreezeRefused(wallet, freeze);
        if (mode == Mode.RefusesUnfreeze && !freeze) revert FreezeRefused(wallet, freeze);
        if (mode == Mode.IgnoresFreeze) return;
        if (_firstFrozen == address(0)) _firstFrozen = wallet;
        if (mode == Mode.ForgetsFreezeOfOthers && wallet != _firstFrozen) return;
        super.setAddressFrozen(wallet, freeze);
    }

    function freezePartialTokens(address wallet, uint256 amount) public override {
        _everything();
        if (mode == Mode.ReentersOnPartialFreeze) _reenter();
        if (mode == Mode.LosesFrozenPart) return;
        if (mode == Mode.FrozenFromThinAir) _frozenTokens[wallet] += amount;
        else super.freezePartialTokens(wallet, amount);
    }

    function balanceOf(address wallet) public view override returns (uint256) {
        _everything();
        if (mode == Mode.BalanceUnreadable) Bombs.returnByte();
        return wallet == _hidden ? 0 : super.balanceOf(wallet);
    }

    function totalSupply() public view override returns (uint256) {
        _everything();
        return super.totalSupply();
    }

    function isFrozen(address wallet) public view override returns (bool) {
        _everything();
        return super.isFrozen(wallet);
    }

    function getFrozenTokens(address wallet) public view override returns (uint256) {
        _everything();
        if (mode == Mode.FrozenFromThinAir && _frozenTokens[wallet] == 0) return _balances[wallet] == 0 ? 1 : 0;
        return super.getFrozenTokens(wallet);
    }

    function _everything() private view {
        if (mode == Mode.EverythingBurnsGas) Bombs.burnGas();
        if (mode == Mode.EverythingReturnsNothing) Bombs.returnNothing();
        if (mode == Mode.EverythingReturnsTooMuch) Bombs.returnTooMuch(Bombs.SIXTEENTH_MEGABYTE);
    }
}
