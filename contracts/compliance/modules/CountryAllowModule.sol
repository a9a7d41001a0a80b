// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Books} from "../IComplianceModule.sol";
import {Movement} from "../IContextCompliance.sol";
import {ComplianceModule} from "./ComplianceModule.sol";

/// @title Only holders of these countries may receive
contract CountryAllowModule is ComplianceModule {
    mapping(address compliance => mapping(uint16 country => bool)) private _isAllowed;

    event CountryAllowed(address indexed compliance, uint16 indexed country, bool isAllowed);

    /// @notice The receiver's country is not among those allowed.
    error CountryAllowModuleCountryNotAllowed(uint16 country);

    /// @notice Allows countries, or no longer, for the compliance that calls.
    function setCountries(uint16[] calldata countries, bool allowed) external {
        for (uint256 i; i < countries.length; ++i) {
            _isAllowed[msg.sender][countries[i]] = allowed;
            emit CountryAllowed(msg.sender, countries[i], allowed);
        }
    }

    function isCountryAllowed(address compliance, uint16 country) public view returns (bool) {
        return _isAllowed[compliance][country];
    }

    function name() external pure override returns (string memory) {
        return "CountryAllowModule";
    }

    function refusalOf(
        address compliance,
        Movement calldata movement,
        Books calldata
    ) public view override returns (bytes memory reason) {
        if (!_isAllowed[compliance][movement.toCountry]) {
            reason = abi.encodeWithSelector(CountryAllowModuleCountryNotAllowed.selector, movement.toCountry);
        }
    }
}
