// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Bombs} from "./Bombs.sol";

/// @title An identity whose keys cannot be trusted, in one way at a time
contract HostileIdentity {
    enum Mode {
        EveryKeyManages,
        Reverts,
        BurnsGas,
        AnswersNothing
    }

    error NoAnswer();

    Mode public mode;

    function become(Mode next) external {
        mode = next;
    }

    function keyHasPurpose(bytes32, uint256) external view returns (bool exists) {
        if (mode == Mode.Reverts) revert NoAnswer();
        if (mode == Mode.BurnsGas) Bombs.burnGas();
        if (mode == Mode.AnswersNothing) Bombs.returnNothing();
        return true;
    }
}
