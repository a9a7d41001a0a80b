// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IContextCompliance} from "./IContextCompliance.sol";

/// @title Compliance made of modules, one rule each
/// @notice Serves our token in one call a movement, and any ERC-3643 token by the standard's functions.
/// Rules can refuse what a holder or a mint wants; never a recovery. A module that reverts where it may not refuse is
/// passed over, and told of in `ModuleFailed`; a module is removed without being asked.
interface IModularCompliance is IContextCompliance {
    event ModuleAdded(address indexed module);
    event ModuleRemoved(address indexed module);

    /// @notice The owner changed a module's settings.
    event ModuleInteraction(address indexed module, bytes4 selector);

    /// @notice A module could not follow a holding that migrates.
    event ModuleFailed(address indexed module, address indexed fromWallet, address indexed toWallet, bytes reason);

    /// @notice A wallet's holding counts for this identity from now on.
    event IdentityAttributed(address indexed wallet, address indexed fromIdentity, address indexed toIdentity);

    error ModularComplianceZeroAddress();

    /// @notice Neither the owner nor the token concerned.
    error ModularComplianceCallerNotAllowed(address caller);

    /// @notice Only the bound token reports movements.
    error ModularComplianceTokenOnly(address caller);

    /// @notice This is not the bound token.
    error ModularComplianceTokenNotBound(address token);

    /// @notice A token is bound already, or was when the books were begun: they are that token's.
    error ModularComplianceTaken(address token);

    /// @notice The contract is no module.
    error ModularComplianceModuleUnfit(address module);

    error ModularComplianceModuleKnown(address module);

    error ModularComplianceModuleUnknown(address module);

    error ModularComplianceTooManyModules(uint256 limit);

    /// @notice A module could be starved of the gas that it needs to follow a recovery.
    error ModularComplianceGasTooLow(uint256 gasLeft, uint256 needed);

    /// @notice Adds a rule. Only the owner. A rule that needs books begins them: call `attribute` for the wallets that
    /// hold tokens by then.
    function addModule(address module) external;

    /// @notice Removes a rule, whatever state it is in. Only the owner.
    function removeModule(address module) external;

    /// @notice Calls a module in the compliance's name, to set it up. Only the owner.
    function callModuleFunction(bytes calldata callData, address module) external;

    /// @notice Brings the books up to date with the registry: for holdings older than the books, and for wallets whose
    /// identity the registry replaced. Anybody may.
    function attribute(address[] calldata wallets) external;

    function getModules() external view returns (address[] memory);

    function isModuleBound(address module) external view returns (bool);

    /// @notice What an identity holds on all its wallets, as far as the books know.
    function balanceOfIdentity(address identity) external view returns (uint256);

    /// @notice How many identities hold anything, as far as the books know.
    function investorCount() external view returns (uint256);

    /// @notice The identity that a wallet's holding counts for; zero when the books do not know the wallet.
    function attributedIdentity(address wallet) external view returns (address);
}
