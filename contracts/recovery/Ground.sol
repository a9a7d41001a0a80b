// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice Where a case takes place.
/// @param registry The case's registry.
/// @param identityStorage Its storage, when the registry keeps quarantine and successors; zero for the standard's way.
/// @param isAdmitted Whether the new wallet may get tokens there: it is verified, or waits in quarantine until it is.
struct Ground {
    address registry;
    address identityStorage;
    bool isAdmitted;
}

using {isSuites} for Ground global;

/// @dev Whether the suite's way leads from here, or the standard's: the one choice that the agent makes.
function isSuites(Ground memory ground) pure returns (bool) {
    return ground.identityStorage != address(0);
}
