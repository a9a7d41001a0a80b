// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IClaimIssuer} from "../interfaces/IClaimIssuer.sol";
import {Bombs} from "./Bombs.sol";
import {Reentrant} from "./Reentrant.sol";

/// @title A claim issuer that answers as no issuer should, in one way at a time
contract HostileIssuer is IClaimIssuer, Reentrant {
    enum Mode {
        SaysValid,
        SaysInvalid,
        Reverts,
        RevertsWithTooMuch,
        BurnsGas,
        AnswersTwo,
        AnswersNothing,
        AnswersOneByte,
        SaysValidWhileUncreated,
        Reenters
    }

    error NoAnswer();

    Mode public mode;

    function become(Mode next) external {
        mode = next;
    }

    function isClaimValid(
        address identity,
        uint256,
        bytes calldata,
        bytes calldata
    ) external view override returns (bool valid) {
        if (mode == Mode.SaysInvalid) return false;
        if (mode == Mode.Reverts) revert NoAnswer();
        if (mode == Mode.RevertsWithTooMuch) Bombs.revertWith(Bombs.QUARTER_MEGABYTE);
        if (mode == Mode.BurnsGas) Bombs.burnGas();
        if (mode == Mode.AnswersTwo) Bombs.returnWord(2);
        if (mode == Mode.AnswersNothing) Bombs.returnNothing();
        if (mode == Mode.AnswersOneByte) Bombs.returnByte();
        if (mode == Mode.SaysValidWhileUncreated) return identity.code.length == 0;
        if (mode == Mode.Reenters) return !_reenterStatically();
        return true;
    }
}
