// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// What is known of a wallet, in one word: identity 160 bits ‖ country 16 (ISO 3166-1 numeric) ‖ three flags.
type WalletRecord is uint256;

using {identity, country, has, standing, with, without, registered, unregistered} for WalletRecord global;

/// @notice Why a wallet may not take part in a transfer.
enum Standing {
    Free,
    /// A case holds the wallet.
    Quarantined,
    /// A successor that was not verified yet.
    AwaitingVerification,
    /// The wallet has a successor.
    Lost
}

// A case keeps the wallet from sending and receiving.
uint256 constant QUARANTINED = 1 << 176;
// A successor that was not verified yet when it took a lost wallet's place.
uint256 constant AWAITS_VERIFICATION = 1 << 177;
// The wallet has a successor, for ever.
uint256 constant LOST = 1 << 178;
uint256 constant FLAGS = QUARANTINED | AWAITS_VERIFICATION | LOST;

/// @dev Zero for a wallet that is not registered.
function identity(WalletRecord record) pure returns (address) {
    return address(uint160(WalletRecord.unwrap(record)));
}

function country(WalletRecord record) pure returns (uint16) {
    return uint16(WalletRecord.unwrap(record) >> 160);
}

/// @dev Whether any of the flags is set.
function has(WalletRecord record, uint256 flags) pure returns (bool) {
    return WalletRecord.unwrap(record) & flags != 0;
}

function with(WalletRecord record, uint256 flags) pure returns (WalletRecord) {
    return WalletRecord.wrap(WalletRecord.unwrap(record) | flags);
}

function without(WalletRecord record, uint256 flags) pure returns (WalletRecord) {
    return WalletRecord.wrap(WalletRecord.unwrap(record) & ~flags);
}

function standing(WalletRecord record) pure returns (Standing) {
    if (!record.has(FLAGS)) return Standing.Free;
    if (record.has(LOST)) return Standing.Lost;
    return record.has(QUARANTINED) ? Standing.Quarantined : Standing.AwaitingVerification;
}

/// @dev The same flags under an identity and a country.
function registered(WalletRecord record, address identity_, uint16 country_) pure returns (WalletRecord) {
    uint256 flags = WalletRecord.unwrap(record) & FLAGS;
    return WalletRecord.wrap(flags | (uint256(country_) << 160) | uint160(identity_));
}

/// @dev The flags alone.
function unregistered(WalletRecord record) pure returns (WalletRecord) {
    return WalletRecord.wrap(WalletRecord.unwrap(record) & FLAGS);
}
