// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Books} from "../IComplianceModule.sol";
import {Movement} from "../IContextCompliance.sol";
import {ComplianceModule} from "./ComplianceModule.sol";

/// @title Holders of these countries may not receive
contract CountryRestrictModule is ComplianceModule {
    mapping(address compliance => mapping(uint16 country => bool)) private _isRestricted;

    event CountryRestricted(address indexed compliance, uint16 indexed country, bool isRestricted);

    /// @notice The receiver's country is restricted.
    error CountryRestrictModuleCountryRestricted(uint16 country);

    /// @notice Restricts countries, or no longer, for the compliance that calls.
    function setCountries(uint16[] calldata countries, bool restricted) external {
        for (uint256 i; i < countries.length; ++i) {
            _isRestricted[msg.sender][countries[i]] = restricted;
            emit CountryRestricted(msg.sender, countries[i], restricted);
        }
    }

    function isCountryRestricted(address compliance, uint16 country) public view returns (bool) {
        return _isRestricted[compliance][country];
    }

    function name() external pure override returns (string memory) {
        return "CountryRestrictModule";
    }

    function refusalOf(
        address compliance,
        Movement calldata movement,
        Books calldata
    ) public view override returns (bytes memory reason) {
        if (_isRestricted[compliance][movement.toCountry]) {
            reason = abi.encodeWithSelector(CountryRestrictModuleCountryRestricted.selector, movement.toCountry);
        }
    }
}
