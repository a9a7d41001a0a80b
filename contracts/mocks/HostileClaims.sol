// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IClaimLookup} from "../identity/IClaimLookup.sol";
import {IClaimIssuer} from "../interfaces/IClaimIssuer.sol";
import {Bombs} from "./Bombs.sol";

/// @title An identity whose claims cannot be trusted, in one way at a time
contract HostileClaims is IClaimLookup, IClaimIssuer {
    enum Mode {
        VouchesForItself,
        Reverts,
        BurnsGas,
        AnswersNothing,
        HasClaimsWithoutEnd,
        FollowsTheStandardAlone,
        HasNothingBehindItsClaimIds
    }

    error NoAnswer();

    Mode public mode;
    address private _namedIssuer = address(this);

    function become(Mode next, address namedIssuer) external {
        mode = next;
        _namedIssuer = namedIssuer;
    }

    function claimAt(
        uint256,
        uint256 index
    ) external view override returns (address issuer, bytes memory signature, bytes memory data) {
        _misbehave();
        if (mode == Mode.FollowsTheStandardAlone || mode == Mode.HasNothingBehindItsClaimIds) revert NoAnswer();
        if (index > 0 && mode != Mode.HasClaimsWithoutEnd) return (address(0), "", "");
        return (_namedIssuer, "", "");
    }

    function getClaimIdsByTopic(uint256) external view returns (bytes32[] memory claimIds) {
        _misbehave();
        claimIds = new bytes32[](2);
    }

    function getClaim(
        bytes32
    ) external view returns (uint256, uint256, address, bytes memory, bytes memory, string memory) {
        _misbehave();
        if (mode == Mode.HasNothingBehindItsClaimIds) Bombs.returnNothing();
        // A claim on another topic than was asked for.
        return (404, 1, _namedIssuer, "", "", "");
    }

    function isClaimValid(
        address,
        uint256,
        bytes calldata,
        bytes calldata
    ) external pure override returns (bool valid) {
        return true;
    }

    function _misbehave() private view {
        if (mode == Mode.Reverts) revert NoAnswer();
        if (mode == Mode.BurnsGas) Bombs.burnGas();
        if (mode == Mode.AnswersNothing) Bombs.returnNothing();
    }
}
