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

/// @notice What a registry says of a case's wallets: asked once in a step. One of the standard knows no successors, so
/// the lost wallet is its own head, and nobody holds anything.
/// @param readable Whether the registry answered.
/// @param lostIdentity The lost wallet's identity; zero when it never was registered.
/// @param isLostRegistered Whether it is registered now: the agent may have removed it.
/// @param nextIdentity The new wallet's identity; zero when it is not registered.
/// @param head The last successor of the lost wallet; that wallet itself when it is not lost.
/// @param nextSuccessor The wallet that took the new wallet's place.
/// @param lostCase The case that holds the lost wallet.
/// @param nextCase The case that holds the new wallet.
struct Standings {
    Ground ground;
    bool readable;
    address lostIdentity;
    bool isLostRegistered;
    uint16 country;
    address nextIdentity;
    address head;
    address nextSuccessor;
    bytes32 lostCase;
    bytes32 nextCase;
}

using {isSuites} for Ground global;

/// @dev Whether the suite's way leads from here, or the standard's: the one choice that the agent makes.
function isSuites(Ground memory ground) pure returns (bool) {
    return ground.identityStorage != address(0);
}
