// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC3643} from "../interfaces/IERC3643.sol";
import {Standing} from "../registry/IRecoverableRegistry.sol";
import {WalletHolding} from "./WalletHolding.sol";

/// @notice What a new token begins with.
struct TokenTerms {
    address owner;
    address identityRegistry;
    address compliance;
    address onchainID;
    string name;
    string symbol;
    uint8 decimals;
    address[] agents;
}

/// @notice A token as a recovery meets it: what both wallets have, and what must stay as it is.
struct Holdings {
    WalletHolding lost;
    WalletHolding next;
    uint256 totalSupply;
    address identityRegistry;
}

/// @title Token for regulated exchanges, with recovery inside
/// @notice The whole of ERC-3643 and ERC-20, and ERC-2612 permits. A token starts paused.
/// What a recovery asks has names whose selectors come early: a contract looks for a selector from the first to the last.
/// Quarantined wallets neither send nor receive, and a wallet that has a successor never does again.
interface IToken is IERC3643, IERC20Permit, IERC5267 {
    /// @notice A token needs this address.
    error TokenZeroAddress();

    /// @notice A token needs a name and a symbol.
    error TokenEmptyText();

    /// @notice At most 18 decimals.
    error TokenDecimalsOutOfRange(uint8 decimals);

    /// @notice Transfers between holders are stopped.
    error TokenPaused();

    /// @notice Nothing to unpause.
    error TokenNotPaused();

    /// @notice An agent froze the wallet.
    error TokenWalletFrozen(address wallet);

    /// @notice A case, a missing verification or a successor keeps the wallet from moving tokens.
    error TokenWalletBlocked(address wallet, Standing standing);

    /// @notice The receiver is not verified.
    error TokenReceiverNotVerified(address wallet);

    /// @notice The wallet holds less, or less that is free.
    error TokenBalanceExceeded(address wallet, uint256 available, uint256 needed);

    /// @notice The wallet has less frozen.
    error TokenFrozenExceeded(address wallet, uint256 frozen, uint256 needed);

    /// @notice The spender may spend less.
    error TokenAllowanceExceeded(address spender, uint256 allowance, uint256 needed);

    /// @notice The supply has a limit, so that a holding fits into one word.
    error TokenSupplyExceeded(uint256 supply, uint256 limit);

    /// @notice The compliance refuses the transfer.
    error TokenComplianceRefused(address from, address to, uint256 amount);

    /// @notice The wallet belongs to another identity than the one named.
    error TokenIdentityMismatch(address wallet, address expected, address actual);

    /// @notice The lost wallet has another successor, or the new wallet is lost itself.
    error TokenOtherSuccessor(address lostWallet, address newWallet);

    /// @notice The new wallet does not manage the identity.
    error TokenNotManager(address identity, address newWallet);

    /// @notice The lost wallet has no balance and no freeze.
    error TokenNothingToRecover(address lostWallet);

    /// @notice Lists of different lengths.
    error TokenLengthMismatch(uint256 wallets, uint256 values);

    /// @notice The permit is too old.
    error TokenPermitExpired(uint256 deadline);

    /// @notice Somebody else signed the permit.
    error TokenPermitSignerMismatch(address signer, address owner);

    /// @notice Gives a new token its terms. Once.
    function initialize(TokenTerms calldata terms) external;

    /// @notice The registry, when it keeps quarantine and successors; zero when it does not, and the token's wallets are
    /// kept still one by one.
    function successorRegistry() external view returns (address);

    /// @notice As `recoveryAddress`, and tells what there is of both wallets afterwards. Only an agent.
    function recoverHolding(
        address lostWallet,
        address newWallet,
        address investorOnchainID
    ) external returns (Holdings memory);

    /// @notice What a recovery has to know, in one call.
    function currentHoldingsOf(address lostWallet, address newWallet) external view returns (Holdings memory);
}
