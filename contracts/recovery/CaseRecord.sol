// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CaseStatus} from "./IRecoveryAgent.sol";

/// @notice A case as it is written down, in two words. The wallets stand in the recovery that the case id is the digest of.
struct CaseRecord {
    address proposer;
    uint40 readyAt;
    /// Seconds from then to expiry.
    uint24 window;
    CaseStatus status;
    bool contested;
    uint16 approvals;
    address lostIdentity;
    uint8 threshold;
    uint16 country;
    uint24 tokenCount;
    uint24 settledTokens;
    /// Where the next round over the tokens begins.
    uint24 cursor;
}

/// @notice What is remembered of a wallet.
struct WalletState {
    /// Its last case, as the lost or as the new wallet.
    bytes32 caseId;
    /// The wallet that took its place.
    address successor;
    uint64 nonce;
    /// Whether it is the lost wallet of its last case.
    bool isLost;
}

/// @notice Who takes whose place, and where.
struct Succession {
    address registry;
    address lostWallet;
    address newWallet;
    address lostIdentity;
    address newIdentity;
    uint16 country;
}

/// @notice How a wallet was registered.
struct Registration {
    address identity;
    uint16 country;
}

using {expiresAt, isEndedUnexecuted, isLive} for CaseRecord global;

/// @dev The last second of execution.
function expiresAt(CaseRecord storage record) view returns (uint40) {
    return record.readyAt + record.window;
}

/// @dev Whether a case waits for a decision; an expired one does until somebody cancels it.
function isLive(CaseRecord storage record) view returns (bool) {
    CaseStatus status = record.status;
    return status == CaseStatus.Proposed || status == CaseStatus.Contested;
}

/// @dev Whether a case ended without a successor: what it held may be let go, or taken over.
function isEndedUnexecuted(CaseRecord storage record) view returns (bool) {
    CaseStatus status = record.status;
    return status == CaseStatus.Cancelled || status == CaseStatus.Expired;
}
