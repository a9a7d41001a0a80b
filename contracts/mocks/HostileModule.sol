// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Books, IComplianceModule, Migration} from "../compliance/IComplianceModule.sol";
import {Movement} from "../compliance/IContextCompliance.sol";
import {Bombs} from "./Bombs.sol";

/// @title A module that breaks once it is bound
contract HostileModule is IComplianceModule {
    enum Mode {
        Reverts,
        BurnsGas,
        Obeys
    }

    error Broken();

    Mode public mode = Mode.Obeys;

    function become(Mode next) external {
        mode = next;
    }

    function moved(Movement calldata, Books calldata) external view override {
        _misbehave();
    }

    function migrated(Migration calldata) external view override {
        _misbehave();
    }

    function refusalOf(
        address,
        Movement calldata,
        Books calldata
    ) external view override returns (bytes memory reason) {
        _misbehave();
        return "";
    }

    function needsBooks() external pure override returns (bool) {
        return false;
    }

    function name() external pure override returns (string memory) {
        return "HostileModule";
    }

    function supportsInterface(bytes4 interfaceId) external view override returns (bool) {
        _misbehave();
        return interfaceId != 0xffffffff;
    }

    function _misbehave() private view {
        if (mode == Mode.Reverts) revert Broken();
        if (mode == Mode.BurnsGas) Bombs.burnGas();
    }
}
