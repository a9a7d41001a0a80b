// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// What a wallet has of a token, in one word: balance 120 bits ‖ frozen part 120 ‖ whether the wallet is frozen.
type WalletHolding is uint256;

using {
    balance,
    frozen,
    free,
    isFrozen,
    isEmpty,
    equals,
    plus,
    credited,
    debited,
    withFrozen,
    withFreeze,
    withoutFreeze
} for WalletHolding global;

WalletHolding constant NOTHING = WalletHolding.wrap(0);
uint256 constant WALLET_FROZEN = 1 << 240;
uint256 constant BALANCE = type(uint120).max;
uint256 constant FROZEN = BALANCE << 120;

function holdingOf(uint120 balance_, uint120 frozen_, bool isFrozen_) pure returns (WalletHolding) {
    return WalletHolding.wrap(balance_ | (uint256(frozen_) << 120) | (isFrozen_ ? WALLET_FROZEN : 0));
}

function balance(WalletHolding holding) pure returns (uint120) {
    return uint120(WalletHolding.unwrap(holding));
}

function frozen(WalletHolding holding) pure returns (uint120) {
    return uint120(WalletHolding.unwrap(holding) >> 120);
}

/// @dev What is not frozen.
function free(WalletHolding holding) pure returns (uint120) {
    return balance(holding) - frozen(holding);
}

function isFrozen(WalletHolding holding) pure returns (bool) {
    return WalletHolding.unwrap(holding) & WALLET_FROZEN != 0;
}

function isEmpty(WalletHolding holding) pure returns (bool) {
    return WalletHolding.unwrap(holding) == 0;
}

function equals(WalletHolding one, WalletHolding other) pure returns (bool) {
    return WalletHolding.unwrap(one) == WalletHolding.unwrap(other);
}

/// @dev Two holdings together: the amounts add up, a freeze of either stays.
function plus(WalletHolding one, WalletHolding other) pure returns (WalletHolding) {
    return holdingOf(balance(one) + balance(other), frozen(one) + frozen(other), isFrozen(one) || isFrozen(other));
}

function credited(WalletHolding holding, uint120 amount) pure returns (WalletHolding) {
    return WalletHolding.wrap((WalletHolding.unwrap(holding) & ~BALANCE) | (balance(holding) + amount));
}

function debited(WalletHolding holding, uint120 amount) pure returns (WalletHolding) {
    return WalletHolding.wrap((WalletHolding.unwrap(holding) & ~BALANCE) | (balance(holding) - amount));
}

/// @dev The same holding with another part of it frozen.
function withFrozen(WalletHolding holding, uint120 frozen_) pure returns (WalletHolding) {
    return WalletHolding.wrap((WalletHolding.unwrap(holding) & ~FROZEN) | (uint256(frozen_) << 120));
}

function withFreeze(WalletHolding holding) pure returns (WalletHolding) {
    return WalletHolding.wrap(WalletHolding.unwrap(holding) | WALLET_FROZEN);
}

function withoutFreeze(WalletHolding holding) pure returns (WalletHolding) {
    return WalletHolding.wrap(WalletHolding.unwrap(holding) & ~WALLET_FROZEN);
}
