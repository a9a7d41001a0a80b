// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CaseStatus} from "./IRecoveryAgent.sol";

/// @notice A case as it is written down.
struct CaseRecord {
    address proposer;
    uint40 readyAt;
    uint40 expiresAt;
    CaseStatus status;
    bool contested;
    address lostWallet;
    uint8 threshold;
    uint16 country;
    uint32 settledTokens;
    /// Where the next round over the tokens begins.
    uint32 cursor;
    address newWallet;
    address lostIdentity;
    address newIdentity;
}

/// @notice How a wallet was registered.
struct Registration {
    address identity;
    uint16 country;
}

using {isEndedUnexecuted} for CaseRecord global;

/// @dev Whether a case ended without a successor: what it held may be let go, or taken over.
function isEndedUnexecuted(CaseRecord storage record) view returns (bool) {
    CaseStatus status = record.status;
    return status == CaseStatus.Cancelled || status == CaseStatus.Expired;
}
