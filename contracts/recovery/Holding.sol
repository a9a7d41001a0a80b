// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRecoveryAgent} from "./IRecoveryAgent.sol";

/// @notice What a wallet has of a token of the standard.
struct Holding {
    uint256 balance;
    uint256 frozen;
    bool walletFrozen;
}

using {isEmpty, requireSum} for Holding global;

function isEmpty(Holding memory holding) pure returns (bool) {
    return holding.balance == 0 && holding.frozen == 0 && !holding.walletFrozen;
}

/// @dev Reverts unless a wallet shows what two holdings make together.
function requireSum(
    Holding memory shown,
    address token,
    address wallet,
    Holding memory one,
    Holding memory other
) pure {
    requireBalance(token, wallet, one.balance + other.balance, shown.balance);
    requireFrozen(token, wallet, one.frozen + other.frozen, shown.frozen);
    if (shown.walletFrozen != (one.walletFrozen || other.walletFrozen)) {
        revert IRecoveryAgent.RecoveryAgentFreezeMismatch(token, wallet);
    }
}

function requireBalance(address token, address wallet, uint256 expected, uint256 actual) pure {
    if (expected != actual) revert IRecoveryAgent.RecoveryAgentBalanceMismatch(token, wallet, expected, actual);
}

function requireFrozen(address token, address wallet, uint256 expected, uint256 actual) pure {
    if (expected != actual) revert IRecoveryAgent.RecoveryAgentFrozenMismatch(token, wallet, expected, actual);
}

function requireSupply(address token, uint256 expected, uint256 actual) pure {
    if (expected != actual) revert IRecoveryAgent.RecoveryAgentSupplyMismatch(token, expected, actual);
}
