// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Books} from "../IComplianceModule.sol";
import {Movement} from "../IContextCompliance.sol";
import {ComplianceModule} from "./ComplianceModule.sol";

/// @title One identity may hold so much, on all its wallets together
/// @notice What a holder has already stays theirs when the limit falls below it, and moves in a recovery.
contract MaxBalanceModule is ComplianceModule {
    mapping(address compliance => uint256 limit) private _limitOf;

    event MaxBalanceSet(address indexed compliance, uint256 limit);

    /// @notice The receiver's identity would hold more than it may.
    error MaxBalanceModuleExceeded(address identity, uint256 balance, uint256 limit);

    /// @notice Sets the limit, in base units, for the compliance that calls. Nobody may receive until it is set.
    function setMaxBalance(uint256 limit) external {
        _limitOf[msg.sender] = limit;
        emit MaxBalanceSet(msg.sender, limit);
    }

    function maxBalanceOf(address compliance) external view returns (uint256) {
        return _limitOf[compliance];
    }

    function name() external pure override returns (string memory) {
        return "MaxBalanceModule";
    }

    function needsBooks() external pure override returns (bool) {
        return true;
    }

    function refusalOf(
        address compliance,
        Movement calldata movement,
        Books calldata books
    ) public view override returns (bytes memory reason) {
        // Within one identity, nothing is gained.
        if (movement.fromIdentity == movement.toIdentity || movement.amount == 0) return "";
        uint256 limit = _limitOf[compliance];
        if (books.toBalance > limit) {
            reason = abi.encodeWithSelector(
                MaxBalanceModuleExceeded.selector,
                movement.toIdentity,
                books.toBalance,
                limit
            );
        }
    }
}
