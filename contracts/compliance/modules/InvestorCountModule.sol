// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Books} from "../IComplianceModule.sol";
import {Movement} from "../IContextCompliance.sol";
import {ComplianceModule} from "./ComplianceModule.sol";

/// @title So many identities may hold the token, whatever the number of their wallets
contract InvestorCountModule is ComplianceModule {
    mapping(address compliance => uint256 limit) private _limitOf;

    event InvestorLimitSet(address indexed compliance, uint256 limit);

    /// @notice There would be more investors than there may.
    error InvestorCountModuleExceeded(uint256 investors, uint256 limit);

    /// @notice Sets the limit for the compliance that calls. Nobody new may receive until it is set.
    function setInvestorLimit(uint256 limit) external {
        _limitOf[msg.sender] = limit;
        emit InvestorLimitSet(msg.sender, limit);
    }

    function investorLimitOf(address compliance) external view returns (uint256) {
        return _limitOf[compliance];
    }

    function name() external pure override returns (string memory) {
        return "InvestorCountModule";
    }

    function needsBooks() external pure override returns (bool) {
        return true;
    }

    function refusalOf(
        address compliance,
        Movement calldata movement,
        Books calldata books
    ) public view override returns (bytes memory reason) {
        bool isNew =
            movement.amount > 0 && books.toBalance == movement.amount && movement.fromIdentity != movement.toIdentity;
        if (!isNew) return "";
        uint256 limit = _limitOf[compliance];
        if (books.investors > limit) {
            reason = abi.encodeWithSelector(InvestorCountModuleExceeded.selector, books.investors, limit);
        }
    }
}
