// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {AgentRole} from "../access/AgentRole.sol";
import {IComplianceListener, IContextCompliance} from "../compliance/IContextCompliance.sol";
import {IAgentRole} from "../interfaces/IAgentRole.sol";
import {ICompliance} from "../interfaces/ICompliance.sol";
import {IERC3643} from "../interfaces/IERC3643.sol";
import {IRecoverableRegistry} from "../registry/IRecoverableRegistry.sol";
import {Holdings, IToken, TokenTerms} from "./IToken.sol";
import {TokenAllowances} from "./TokenAllowances.sol";
import {TokenRecovery} from "./TokenRecovery.sol";
import {WalletHolding} from "./WalletHolding.sol";

/// @title Token
/// @dev Lives behind an ERC-1967 proxy that its owner may upgrade (UUPS).
contract Token is TokenAllowances, TokenRecovery, IComplianceListener, AgentRole, UUPSUpgradeable, ERC165 {
    using ERC165Checker for address;

    string private constant VERSION = "1.0.0";
    uint8 private constant MAX_DECIMALS = 18;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    function initialize(TokenTerms calldata terms) external override initializer {
        if (terms.decimals > MAX_DECIMALS) revert TokenDecimalsOutOfRange(terms.decimals);
        _requireText(terms.name);
        _requireText(terms.symbol);
        _initializeOwner(terms.owner);
        State storage $ = _state();
        $.isPaused = true;
        $.decimals = terms.decimals;
        $.name = terms.name;
        $.symbol = terms.symbol;
        if (terms.onchainID != address(0)) $.onchainID = terms.onchainID;
        _announce();
        emit Paused(msg.sender);
        _setRegistry(terms.identityRegistry);
        _setCompliance(terms.compliance);
        for (uint256 i; i < terms.agents.length; ++i) _addAgent(terms.agents[i]);
    }

    function transfer(address to, uint256 amount) external override returns (bool) {
        _transfer(msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external override returns (bool) {
        _spendAllowance(from, msg.sender, amount);
        _transfer(from, to, amount);
        return true;
    }

    function batchTransfer(address[] calldata toList, uint256[] calldata amounts) external override {
        _requireLength(toList.length, amounts.length);
        for (uint256 i; i < toList.length; ++i) _transfer(msg.sender, toList[i], amounts[i]);
    }

    function forcedTransfer(address from, address to, uint256 amount) external override onlyAgent returns (bool) {
        _forceTransfer(from, to, amount);
        return true;
    }

    function batchForcedTransfer(
        address[] calldata fromList,
        address[] calldata toList,
        uint256[] calldata amounts
    ) external override onlyAgent {
        _requireLength(fromList.length, toList.length);
        _requireLength(fromList.length, amounts.length);
        for (uint256 i; i < fromList.length; ++i) _forceTransfer(fromList[i], toList[i], amounts[i]);
    }

    function mint(address to, uint256 amount) external override onlyAgent {
        _mint(to, amount);
    }

    function batchMint(address[] calldata toList, uint256[] calldata amounts) external override onlyAgent {
        _requireLength(toList.length, amounts.length);
        for (uint256 i; i < toList.length; ++i) _mint(toList[i], amounts[i]);
    }

    function burn(address wallet, uint256 amount) external override onlyAgent {
        _burn(wallet, amount);
    }

    function batchBurn(address[] calldata wallets, uint256[] calldata amounts) external override onlyAgent {
        _requireLength(wallets.length, amounts.length);
        for (uint256 i; i < wallets.length; ++i) _burn(wallets[i], amounts[i]);
    }

    function recoveryAddress(
        address lostWallet,
        address newWallet,
        address investorOnchainID
    ) external override onlyAgent returns (bool) {
        _recover(lostWallet, newWallet, investorOnchainID);
        return true;
    }

    function recoverHolding(
        address lostWallet,
        address newWallet,
        address investorOnchainID
    ) external override onlyAgent returns (Holdings memory) {
        _recover(lostWallet, newWallet, investorOnchainID);
        return currentHoldingsOf(lostWallet, newWallet);
    }

    function setAddressFrozen(address wallet, bool freeze) external override onlyAgent {
        _setFrozen(wallet, freeze);
    }

    function batchSetAddressFrozen(address[] calldata wallets, bool[] calldata freeze) external override onlyAgent {
        _requireLength(wallets.length, freeze.length);
        for (uint256 i; i < wallets.length; ++i) _setFrozen(wallets[i], freeze[i]);
    }

    function freezePartialTokens(address wallet, uint256 amount) external override onlyAgent {
        _freeze(wallet, amount);
    }

    function batchFreezePartialTokens(
        address[] calldata wallets,
        uint256[] calldata amounts
    ) external override onlyAgent {
        _requireLength(wallets.length, amounts.length);
        for (uint256 i; i < wallets.length; ++i) _freeze(wallets[i], amounts[i]);
    }

    function unfreezePartialTokens(address wallet, uint256 amount) external override onlyAgent {
        _unfreeze(wallet, amount);
    }

    function batchUnfreezePartialTokens(
        address[] calldata wallets,
        uint256[] calldata amounts
    ) external override onlyAgent {
        _requireLength(wallets.length, amounts.length);
        for (uint256 i; i < wallets.length; ++i) _unfreeze(wallets[i], amounts[i]);
    }

    function pause() external override onlyAgent {
        if (_state().isPaused) revert TokenPaused();
        _state().isPaused = true;
        emit Paused(msg.sender);
    }

    function unpause() external override onlyAgent {
        if (!_state().isPaused) revert TokenNotPaused();
        _state().isPaused = false;
        emit Unpaused(msg.sender);
    }

    function setName(string calldata newName) external override onlyOwner {
        _requireText(newName);
        _state().name = newName;
        _announce();
    }

    function setSymbol(string calldata newSymbol) external override onlyOwner {
        _requireText(newSymbol);
        _state().symbol = newSymbol;
        _announce();
    }

    function setOnchainID(address newOnchainID) external override onlyOwner {
        _state().onchainID = newOnchainID;
        _announce();
    }

    function setIdentityRegistry(address newRegistry) external override onlyOwner {
        _setRegistry(newRegistry);
    }

    function setCompliance(address newCompliance) external override onlyOwner {
        // A broken compliance cannot keep its place by refusing to let go.
        try ICompliance(_state().compliance).unbindToken(address(this)) {} catch {}
        _setCompliance(newCompliance);
    }

    function complianceChanged() external override {
        State storage $ = _state();
        $.isComplianceIdle = $.isComplianceInContext && IContextCompliance($.compliance).isIdle();
    }

    function name() external view override returns (string memory) {
        return _state().name;
    }

    function symbol() external view override returns (string memory) {
        return _state().symbol;
    }

    function version() external pure override returns (string memory) {
        return VERSION;
    }

    function decimals() external view override returns (uint8) {
        return _state().decimals;
    }

    function totalSupply() external view override returns (uint256) {
        return _state().totalSupply;
    }

    function balanceOf(address wallet) external view override returns (uint256) {
        return _state().holdingOf[wallet].balance();
    }

    function getFrozenTokens(address wallet) external view override returns (uint256) {
        return _state().holdingOf[wallet].frozen();
    }

    function isFrozen(address wallet) external view override returns (bool) {
        return _state().holdingOf[wallet].isFrozen();
    }

    function paused() external view override returns (bool) {
        return _state().isPaused;
    }

    function onchainID() external view override returns (address) {
        return _state().onchainID;
    }

    function identityRegistry() external view override returns (address) {
        return _state().registry;
    }

    function successorRegistry() external view override returns (address) {
        State storage $ = _state();
        return $.isRegistryRecoverable ? $.registry : address(0);
    }

    function compliance() external view override returns (address) {
        return _state().compliance;
    }

    function currentHoldingsOf(
        address lostWallet,
        address newWallet
    ) public view override returns (Holdings memory holdings) {
        State storage $ = _state();
        holdings.lost = $.holdingOf[lostWallet];
        holdings.next = $.holdingOf[newWallet];
        holdings.totalSupply = $.totalSupply;
        holdings.identityRegistry = $.registry;
    }

    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return
            interfaceId == type(IToken).interfaceId ||
            interfaceId == type(IERC3643).interfaceId ||
            interfaceId == type(IERC20).interfaceId ||
            interfaceId == type(IERC20Metadata).interfaceId ||
            interfaceId == type(IERC20Permit).interfaceId ||
            interfaceId == type(IAgentRole).interfaceId ||
            interfaceId == type(IComplianceListener).interfaceId ||
            super.supportsInterface(interfaceId);
    }

    function _authorizeUpgrade(address) internal view override onlyOwner {}

    function _setFrozen(address wallet, bool freeze) private {
        State storage $ = _state();
        WalletHolding holding = $.holdingOf[wallet];
        $.holdingOf[wallet] = freeze ? holding.withFreeze() : holding.withoutFreeze();
        emit AddressFrozen(wallet, freeze, msg.sender);
    }

    function _freeze(address wallet, uint256 amount) private {
        State storage $ = _state();
        WalletHolding holding = $.holdingOf[wallet];
        if (amount > holding.free()) revert TokenBalanceExceeded(wallet, holding.free(), amount);
        $.holdingOf[wallet] = holding.withFrozen(holding.frozen() + uint120(amount));
        emit TokensFrozen(wallet, amount);
    }

    function _unfreeze(address wallet, uint256 amount) private {
        State storage $ = _state();
        WalletHolding holding = $.holdingOf[wallet];
        if (amount > holding.frozen()) revert TokenFrozenExceeded(wallet, holding.frozen(), amount);
        $.holdingOf[wallet] = holding.withFrozen(holding.frozen() - uint120(amount));
        emit TokensUnfrozen(wallet, amount);
    }

    function _setRegistry(address registry) private {
        if (registry == address(0)) revert TokenZeroAddress();
        _state().registry = registry;
        _state().isRegistryRecoverable = registry.supportsInterface(type(IRecoverableRegistry).interfaceId);
        emit IdentityRegistryAdded(registry);
    }

    function _setCompliance(address rules) private {
        if (rules == address(0)) revert TokenZeroAddress();
        _state().compliance = rules;
        bool isInContext = rules.supportsInterface(type(IContextCompliance).interfaceId);
        _state().isComplianceInContext = isInContext;
        _state().isComplianceIdle = isInContext && IContextCompliance(rules).isIdle();
        emit ComplianceAdded(rules);
        ICompliance(rules).bindToken(address(this));
    }

    function _announce() private {
        State storage $ = _state();
        emit UpdatedTokenInformation($.name, $.symbol, $.decimals, VERSION, $.onchainID);
    }

    function _requireLength(uint256 wallets, uint256 values) private pure {
        if (wallets != values) revert TokenLengthMismatch(wallets, values);
    }

    function _requireText(string calldata text) private pure {
        if (bytes(text).length == 0) revert TokenEmptyText();
    }
}
