// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {Books, IComplianceModule, Migration} from "../IComplianceModule.sol";
import {Movement, MovementKind} from "../IContextCompliance.sol";

/// @title What all modules share: a rule refuses holders, never agents, and a recovery least of all
abstract contract ComplianceModule is IComplianceModule, ERC165 {
    function moved(Movement calldata movement, Books calldata books) external override {
        if (movement.kind == MovementKind.Transfer || movement.kind == MovementKind.Mint) {
            bytes memory reason = refusalOf(msg.sender, movement, books);
            if (reason.length > 0) LowLevelCall.bubbleRevert(reason);
        }
        _record(movement);
    }

    function migrated(Migration calldata migration) external override {
        _migrate(migration);
    }

    function needsBooks() external pure virtual override returns (bool) {
        return false;
    }

    function supportsInterface(bytes4 interfaceId) public view override(ERC165, IERC165) returns (bool) {
        return interfaceId == type(IComplianceModule).interfaceId || super.supportsInterface(interfaceId);
    }

    function refusalOf(
        address compliance,
        Movement calldata movement,
        Books calldata books
    ) public view virtual override returns (bytes memory reason);

    /// @dev Keeps the module's books for `msg.sender` after a movement.
    function _record(Movement calldata movement) internal virtual {}

    /// @dev Moves the module's state for `msg.sender` along with a holding.
    function _migrate(Migration calldata migration) internal virtual {}
}
