// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Books} from "../IComplianceModule.sol";
import {Movement, MovementKind} from "../IContextCompliance.sol";
import {ComplianceModule} from "./ComplianceModule.sol";

/// @title There may be so much of the token
contract SupplyLimitModule is ComplianceModule {
    mapping(address compliance => uint256 limit) private _limitOf;

    event SupplyLimitSet(address indexed compliance, uint256 limit);

    /// @notice There would be more of the token than there may.
    error SupplyLimitModuleExceeded(uint256 supply, uint256 limit);

    /// @notice Sets the limit, in base units, for the compliance that calls. Nothing is minted until it is set.
    function setSupplyLimit(uint256 limit) external {
        _limitOf[msg.sender] = limit;
        emit SupplyLimitSet(msg.sender, limit);
    }

    function supplyLimitOf(address compliance) external view returns (uint256) {
        return _limitOf[compliance];
    }

    function name() external pure override returns (string memory) {
        return "SupplyLimitModule";
    }

    function refusalOf(
        address compliance,
        Movement calldata movement,
        Books calldata
    ) public view override returns (bytes memory reason) {
        if (movement.kind != MovementKind.Mint) return "";
        uint256 limit = _limitOf[compliance];
        if (movement.totalSupply > limit) {
            reason = abi.encodeWithSelector(SupplyLimitModuleExceeded.selector, movement.totalSupply, limit);
        }
    }
}
