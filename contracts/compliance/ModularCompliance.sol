// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {LibCall} from "solady/src/utils/LibCall.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {Ownership} from "../access/Ownership.sol";
import {ICompliance} from "../interfaces/ICompliance.sol";
import {IERC3643} from "../interfaces/IERC3643.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {Books, IComplianceModule, Migration} from "./IComplianceModule.sol";
import {IComplianceListener, IContextCompliance, Movement, MovementKind} from "./IContextCompliance.sol";
import {IdentityBooks} from "./IdentityBooks.sol";
import {IModularCompliance} from "./IModularCompliance.sol";

/// @title Modular compliance
/// @dev Lives as a clone.
contract ModularCompliance is IdentityBooks, Ownership, ERC165 {
    using ERC165Checker for address;

    /// @dev One word: a token without rules reads it and nothing else.
    struct Binding {
        address token;
        uint8 moduleCount;
        bool keepsBooks;
        bool wasBound;
        uint64 investors;
    }

    uint256 private constant MAX_MODULES = 25;
    /// What a module may spend where it cannot refuse.
    uint256 private constant MIGRATION_GAS = 500_000;
    /// With this much left, 63/64 of it are enough.
    uint256 private constant MIGRATION_ROOM = (MIGRATION_GAS * 64) / 63 + 10_000;
    uint16 private constant REASON_BYTES = 256;

    Binding private _binding;
    address[MAX_MODULES] private _modules;

    modifier onlyToken() {
        if (msg.sender != _binding.token) revert ModularComplianceTokenOnly(msg.sender);
        _;
    }

    constructor() {
        _disableInitializers();
    }

    /// @notice Gives a new compliance its owner, its token (none when zero), and its modules with their settings.
    function initialize(
        address firstOwner,
        address token,
        address[] calldata modules,
        bytes[] calldata settings
    ) external initializer {
        _initializeOwner(firstOwner);
        if (token != address(0)) _bind(token);
        for (uint256 i; i < modules.length; ++i) {
            _addModule(modules[i]);
            if (settings[i].length > 0) _callModule(modules[i], settings[i]);
        }
    }

    function bindToken(address token) external override {
        if (msg.sender != owner() && msg.sender != token) revert ModularComplianceCallerNotAllowed(msg.sender);
        // A token that was bound when it was made binds itself once more.
        if (token != _binding.token || token == address(0)) _bind(token);
    }

    function unbindToken(address token) external override {
        if (msg.sender != owner() && msg.sender != token) revert ModularComplianceCallerNotAllowed(msg.sender);
        if (token == address(0) || token != _binding.token) revert ModularComplianceTokenNotBound(token);
        _binding.token = address(0);
        emit TokenUnbound(token);
    }

    function addModule(address module) external override onlyOwner {
        _addModule(module);
    }

    function removeModule(address module) external override onlyOwner {
        uint256 place = _placeOf(module);
        uint256 last = _binding.moduleCount - 1;
        _modules[place] = _modules[last];
        delete _modules[last];
        _binding.moduleCount = uint8(last);
        emit ModuleRemoved(module);

        // Interaction
        if (last == 0) _tellToken();
    }

    function callModuleFunction(bytes calldata callData, address module) external override onlyOwner {
        _placeOf(module);
        _callModule(module, callData);
    }

    function attribute(address[] calldata wallets) external override {
        address token = _binding.token;
        if (!_binding.keepsBooks || token == address(0)) return;
        IIdentityRegistry registry = IIdentityRegistry(IERC3643(token).identityRegistry());
        for (uint256 i; i < wallets.length; ++i) {
            _attribute(wallets[i], registry.identity(wallets[i]), IERC3643(token).balanceOf(wallets[i]));
        }
    }

    function moved(Movement calldata movement) external override onlyToken {
        _moved(movement);
    }

    function recovered(Movement calldata movement) external override onlyToken {
        Movement memory migration = movement;
        if (_binding.keepsBooks) _enter(migration);
        _migrate(
            Migration({
                fromWallet: migration.from,
                toWallet: migration.to,
                fromIdentity: migration.fromIdentity,
                toIdentity: migration.toIdentity,
                amount: migration.amount
            })
        );
    }

    function transferred(address from, address to, uint256 amount) external override onlyToken {
        // What a token of the standard moved was checked before, or is an agent's decision.
        _moved(_context(MovementKind.Forced, from, to, amount));
    }

    function created(address to, uint256 amount) external override onlyToken {
        _moved(_context(MovementKind.Mint, address(0), to, amount));
    }

    function destroyed(address from, uint256 amount) external override onlyToken {
        _moved(_context(MovementKind.Burn, from, address(0), amount));
    }

    function canTransfer(address from, address to, uint256 amount) external view override returns (bool) {
        uint256 count = _binding.moduleCount;
        if (count == 0) return true;
        MovementKind kind = from == address(0) ? MovementKind.Mint : MovementKind.Transfer;
        Movement memory movement = _context(kind, from, to, amount);
        uint256 toBalance = movement.toBalance;
        movement.fromBalance = movement.fromBalance < amount ? 0 : movement.fromBalance - amount;
        movement.toBalance += amount;
        if (kind == MovementKind.Mint) movement.totalSupply += amount;
        Books memory books;
        if (_binding.keepsBooks) books = _foresee(movement, toBalance);
        for (uint256 i; i < count; ++i) {
            if (IComplianceModule(_modules[i]).refusalOf(address(this), movement, books).length > 0) return false;
        }
        return true;
    }

    function isTokenBound(address token) external view override returns (bool) {
        return token != address(0) && token == _binding.token;
    }

    function getTokenBound() external view override returns (address) {
        return _binding.token;
    }

    function getModules() external view override returns (address[] memory modules) {
        modules = new address[](_binding.moduleCount);
        for (uint256 i; i < modules.length; ++i) modules[i] = _modules[i];
    }

    function isModuleBound(address module) external view override returns (bool) {
        for (uint256 i; i < _binding.moduleCount; ++i) if (_modules[i] == module) return true;
        return false;
    }

    function isIdle() external view override returns (bool) {
        return _binding.moduleCount == 0 && !_binding.keepsBooks;
    }

    function investorCount() external view override returns (uint256) {
        return _binding.investors;
    }

    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return
            interfaceId == type(IModularCompliance).interfaceId ||
            interfaceId == type(IContextCompliance).interfaceId ||
            interfaceId == type(ICompliance).interfaceId ||
            super.supportsInterface(interfaceId);
    }

    function _migrate(Migration memory migration) internal override {
        uint256 count = _binding.moduleCount;
        for (uint256 i; i < count; ++i) {
            address module = _modules[i];
            // Its failure is passed over, so nobody may bring it about by giving too little.
            if (gasleft() < MIGRATION_ROOM) revert ModularComplianceGasTooLow(gasleft(), MIGRATION_ROOM);
            (bool success, , bytes memory reason) = LibCall.tryCall(
                module,
                0,
                MIGRATION_GAS,
                REASON_BYTES,
                abi.encodeCall(IComplianceModule.migrated, (migration))
            );
            if (!success) emit ModuleFailed(module, migration.fromWallet, migration.toWallet, reason);
        }
    }

    function _setInvestors(uint256 investors) internal override {
        _binding.investors = uint64(investors);
    }

    function _investors() internal view override returns (uint256) {
        return _binding.investors;
    }

    function _moved(Movement memory movement) private {
        Books memory books;
        if (_binding.keepsBooks) books = _enter(movement);
        uint256 count = _binding.moduleCount;
        for (uint256 i; i < count; ++i) IComplianceModule(_modules[i]).moved(movement, books);
    }

    function _bind(address token) private {
        Binding memory binding = _binding;
        if (token == address(0)) revert ModularComplianceZeroAddress();
        if (binding.token != address(0) || (binding.wasBound && binding.keepsBooks)) {
            revert ModularComplianceTaken(binding.token);
        }
        (binding.token, binding.wasBound) = (token, true);
        _binding = binding;
        emit TokenBound(token);
    }

    function _addModule(address module) private {
        // Check
        uint256 count = _binding.moduleCount;
        if (count == MAX_MODULES) revert ModularComplianceTooManyModules(MAX_MODULES);
        for (uint256 i; i < count; ++i) if (_modules[i] == module) revert ModularComplianceModuleKnown(module);
        if (!module.supportsInterface(type(IComplianceModule).interfaceId)) {
            revert ModularComplianceModuleUnfit(module);
        }

        // Effect
        _modules[count] = module;
        _binding.moduleCount = uint8(count + 1);
        // Books that were begun are kept for ever: with a gap they would be wrong.
        if (!_binding.keepsBooks && IComplianceModule(module).needsBooks()) _binding.keepsBooks = true;
        emit ModuleAdded(module);

        // Interaction
        if (count == 0) _tellToken();
    }

    /// @dev A token that listens has to hear of the first rule, or it would not ask.
    function _tellToken() private {
        address token = _binding.token;
        if (!token.supportsInterface(type(IComplianceListener).interfaceId)) return;
        IComplianceListener(token).complianceChanged();
    }

    function _callModule(address module, bytes calldata callData) private {
        emit ModuleInteraction(module, bytes4(callData));
        Address.functionCall(module, callData);
    }

    /// @dev What a token of the standard does not tell: asked of its registry.
    function _context(
        MovementKind kind,
        address from,
        address to,
        uint256 amount
    ) private view returns (Movement memory movement) {
        IERC3643 token = IERC3643(_binding.token);
        IIdentityRegistry registry = IIdentityRegistry(token.identityRegistry());
        (movement.kind, movement.from, movement.to, movement.amount) = (kind, from, to, amount);
        if (from != address(0)) {
            movement.fromIdentity = registry.identity(from);
            movement.fromCountry = registry.investorCountry(from);
            movement.fromBalance = token.balanceOf(from);
        }
        if (to != address(0)) {
            movement.toIdentity = registry.identity(to);
            movement.toCountry = registry.investorCountry(to);
            movement.toBalance = token.balanceOf(to);
        }
        if (from == address(0) || to == address(0)) movement.totalSupply = token.totalSupply();
    }

    function _placeOf(address module) private view returns (uint256) {
        for (uint256 i; i < _binding.moduleCount; ++i) if (_modules[i] == module) return i;
        revert ModularComplianceModuleUnknown(module);
    }
}
