// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICompliance} from "../interfaces/ICompliance.sol";

/// @notice Why tokens move. Rules may refuse the first two; the others are an agent's decision.
enum MovementKind {
    Transfer,
    Mint,
    Burn,
    Forced
}

/// @notice One movement of tokens, with all that the rules need to know. A side that is absent is zero:
/// the sender of a mint, the receiver of a burn.
struct Movement {
    MovementKind kind;
    address from;
    address to;
    uint256 amount;
    address fromIdentity;
    address toIdentity;
    uint16 fromCountry;
    uint16 toCountry;
    /// What the two wallets hold afterwards.
    uint256 fromBalance;
    uint256 toBalance;
    /// What there is of the token after a mint or a burn; zero for other kinds.
    uint256 totalSupply;
}

/// @title Compliance that is told the whole movement at once
/// @notice A token that finds this interface by ERC-165 makes one call where the standard's functions need two, and
/// the rules need not ask the registry.
interface IContextCompliance is ICompliance {
    /// @notice Checks the rules and keeps their books. Only the bound token, after it moved the tokens.
    /// Reverts when a rule refuses.
    function moved(Movement calldata movement) external;

    /// @notice Whether no rule needs to hear of movements. A token that listens (`IComplianceListener`) may believe it
    /// until it is told of a change.
    function isIdle() external view returns (bool);

    /// @notice A wallet took a lost one's place, with everything it held. Only the bound token. No rule can refuse.
    function recovered(Movement calldata movement) external;
}

/// @title A token that need not call a compliance without rules
/// @notice Said by ERC-165.
interface IComplianceListener {
    /// @notice The compliance got its first rule, or lost its last: ask it again. Anybody may say so.
    function complianceChanged() external;
}
