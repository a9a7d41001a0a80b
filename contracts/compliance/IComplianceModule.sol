// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {Movement} from "./IContextCompliance.sol";

/// @notice What the compliance's books say after a movement. All zero when it keeps no books.
struct Books {
    /// What the sender's identity holds on all its wallets.
    uint256 fromBalance;
    /// What the receiver's identity holds on all its wallets.
    uint256 toBalance;
    /// How many identities hold anything.
    uint256 investors;
}

/// @notice A holding changes its wallet, its identity, or both, without being transferred: a recovery, or an identity
/// that the registry replaced (the wallets are equal then).
struct Migration {
    address fromWallet;
    address toWallet;
    address fromIdentity;
    address toIdentity;
    uint256 amount;
}

/// @title One rule of an offering
/// @notice A module serves any number of compliances and keeps the state of each apart; whoever calls is the
/// compliance that it works for. Its settings are changed through `ModularCompliance.callModuleFunction`.
interface IComplianceModule is IERC165 {
    /// @notice Checks a movement that its maker wants, and keeps the module's own books. Reverts to refuse.
    function moved(Movement calldata movement, Books calldata books) external;

    /// @notice A holding migrates. The compliance goes on when this reverts.
    function migrated(Migration calldata migration) external;

    /// @notice Why the module refuses a movement: an ABI-encoded error; empty when it does not.
    function refusalOf(
        address compliance,
        Movement calldata movement,
        Books calldata books
    ) external view returns (bytes memory reason);

    /// @notice Whether the rule needs the compliance's books on what identities hold.
    function needsBooks() external view returns (bool);

    /// @notice The module's name.
    function name() external view returns (string memory);
}
