// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Holdings, IToken} from "../token/IToken.sol";
import {WalletHolding, holdingOf} from "../token/WalletHolding.sol";
import {Bombs} from "./Bombs.sol";
import {HonestCompliance} from "./HonestCompliance.sol";
import {HonestRegistry} from "./HonestRegistry.sol";
import {HonestToken} from "./HonestToken.sol";
import {Reentrant} from "./Reentrant.sol";

/// @title A token that says it is one of our suite, and then harms, lies or calls back, in one way at a time
contract HostileSuiteToken is HonestToken, Reentrant {
    enum Mode {
        Honest,
        InterfaceBurnsGas,
        InterfaceRevertsWithMegabyte,
        HoldingsTooShort,
        RecoveryRevertsWithMegabyte,
        RecoveryBurnsGas,
        ClaimsMoved,
        KeepsHalf,
        HidesBalance,
        InflatesSupply,
        LosesFrozenPart,
        FreezesReceiver,
        LeavesFreezeBehind,
        OverflowsBalance,
        Reenters
    }

    Mode public mode;
    bool private _isHiding;

    constructor(HonestRegistry registry, HonestCompliance rules) HonestToken(registry, rules) {}

    function become(Mode next) external {
        mode = next;
    }

    function recoverHolding(address lost, address next, address) external onlyAgent returns (Holdings memory) {
        _recover(lost, next);
        if (mode == Mode.HoldingsTooShort) Bombs.returnByte();
        return currentHoldingsOf(lost, next);
    }

    function successorRegistry() external view returns (address) {
        _answerWhatItIs();
        return address(identityRegistry);
    }

    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IToken).interfaceId;
    }

    function currentHoldingsOf(address lost, address next) public view returns (Holdings memory holdings) {
        _answerWhatItIs();
        if (!_isHiding) holdings.lost = _wordOf(lost);
        holdings.next = _wordOf(next);
        if (mode == Mode.OverflowsBalance) holdings.next = holdingOf(type(uint120).max, 0, false);
        holdings.totalSupply = totalSupply();
        holdings.identityRegistry = address(identityRegistry);
    }

    function _recover(address lost, address next) private {
        if (mode == Mode.RecoveryRevertsWithMegabyte) Bombs.revertWith(Bombs.MEGABYTE);
        if (mode == Mode.RecoveryBurnsGas) Bombs.burnGas();
        if (mode == Mode.Reenters) _reenter();
        if (mode == Mode.HidesBalance) _isHiding = true;
        if (mode == Mode.ClaimsMoved || mode == Mode.HidesBalance) return;
        if (mode == Mode.InflatesSupply) ++_supply;
        if (mode == Mode.FreezesReceiver) _frozen[next] = true;
        uint256 moved = mode == Mode.KeepsHalf ? _balances[lost] / 2 : _balances[lost];
        _balances[lost] -= moved;
        _balances[next] += moved;
        if (mode != Mode.LosesFrozenPart) _frozenTokens[next] += _frozenTokens[lost];
        _frozenTokens[lost] = 0;
        _frozen[next] = _frozen[next] || _frozen[lost];
        _frozen[lost] = mode == Mode.LeavesFreezeBehind;
    }

    function _answerWhatItIs() private view {
        if (mode == Mode.InterfaceBurnsGas) Bombs.burnGas();
        if (mode == Mode.InterfaceRevertsWithMegabyte) Bombs.revertWith(Bombs.MEGABYTE);
    }

    function _wordOf(address wallet) private view returns (WalletHolding) {
        return holdingOf(uint120(_balances[wallet]), uint120(_frozenTokens[wallet]), _frozen[wallet]);
    }
}
