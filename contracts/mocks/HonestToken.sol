// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Agents} from "./Agents.sol";
import {HonestCompliance} from "./HonestCompliance.sol";
import {HonestRegistry} from "./HonestRegistry.sol";

/// @title The part of a T-REX 4.1.6 token that a recovery meets, with the same rules
contract HonestToken is Agents {
    error TokenIsPaused();
    error WalletIsFrozen();
    error BalanceTooLow();
    error TransferNotPossible();

    HonestCompliance public immutable compliance;
    HonestRegistry public identityRegistry;
    bool public paused;
    uint256 internal _supply;
    mapping(address wallet => uint256) internal _balances;
    mapping(address wallet => uint256) internal _frozenTokens;
    mapping(address wallet => bool) internal _frozen;

    constructor(HonestRegistry registry, HonestCompliance rules) {
        identityRegistry = registry;
        compliance = rules;
    }

    function setIdentityRegistry(HonestRegistry registry) external onlyOwner {
        identityRegistry = registry;
    }

    function pause() external onlyAgent {
        paused = true;
    }

    function unpause() external onlyAgent {
        paused = false;
    }

    function mint(address to, uint256 amount) external onlyAgent {
        if (!identityRegistry.isVerified(to)) revert TransferNotPossible();
        _balances[to] += amount;
        _supply += amount;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        if (paused) revert TokenIsPaused();
        if (_frozen[to] || _frozen[msg.sender]) revert WalletIsFrozen();
        if (amount > _balances[msg.sender] - _frozenTokens[msg.sender]) revert BalanceTooLow();
        if (!compliance.canTransfer(msg.sender, to, amount)) revert TransferNotPossible();
        _transfer(msg.sender, to, amount);
        return true;
    }

    function forcedTransfer(address from, address to, uint256 amount) public virtual onlyAgent returns (bool) {
        if (_balances[from] < amount) revert BalanceTooLow();
        uint256 free = _balances[from] - _frozenTokens[from];
        if (amount > free) _frozenTokens[from] -= amount - free;
        _transfer(from, to, amount);
        return true;
    }

    function setAddressFrozen(address wallet, bool freeze) public virtual onlyAgent {
        _frozen[wallet] = freeze;
    }

    function freezePartialTokens(address wallet, uint256 amount) public virtual onlyAgent {
        if (_balances[wallet] < _frozenTokens[wallet] + amount) revert BalanceTooLow();
        _frozenTokens[wallet] += amount;
    }

    function balanceOf(address wallet) public view virtual returns (uint256) {
        return _balances[wallet];
    }

    function totalSupply() public view virtual returns (uint256) {
        return _supply;
    }

    function isFrozen(address wallet) public view virtual returns (bool) {
        return _frozen[wallet];
    }

    function getFrozenTokens(address wallet) public view virtual returns (uint256) {
        return _frozenTokens[wallet];
    }

    function _transfer(address from, address to, uint256 amount) private {
        if (!identityRegistry.isVerified(to)) revert TransferNotPossible();
        _balances[from] -= amount;
        _balances[to] += amount;
        compliance.transferred(from, to, amount);
    }
}
