// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IIdentityRegistryStorage} from "../interfaces/IIdentityRegistryStorage.sol";
import {WalletRecord} from "./WalletRecord.sol";

/// @notice What is known of a lost wallet and of the one that is to take its place.
struct WalletPair {
    WalletRecord lost;
    WalletRecord next;
    /// The last of the successors that begin with the lost wallet; that wallet itself when it is not lost.
    address head;
    /// The wallet that took the new wallet's place; zero when it is not lost.
    address nextSuccessor;
    /// The cases that hold the wallets; zero when none does.
    bytes32 lostCase;
    bytes32 nextCase;
}

/// @title Identity registry storage with quarantine and successors
/// @notice One write here protects every token of every registry that is bound.
/// @dev Writers are the storage's agents: the registries that are bound to it.
interface IRecoverableStorage is IIdentityRegistryStorage {
    /// @notice A case keeps a wallet from sending and receiving.
    event WalletQuarantined(address indexed wallet, bytes32 indexed caseId);

    /// @notice A case lets a wallet go.
    event WalletReleased(address indexed wallet, bytes32 indexed caseId);

    /// @notice A wallet took another's place, for ever.
    event SuccessorRecorded(address indexed lostWallet, address indexed newWallet, address indexed identity);

    /// @notice A successor sends and receives only from its verification on.
    event VerificationAwaited(address indexed newWallet);

    /// @notice A successor is verified, and free.
    event VerificationArrived(address indexed newWallet);

    /// @notice A wallet has another identity. The standard's event does not say which wallet.
    event WalletIdentityModified(address indexed wallet, address indexed oldIdentity, address indexed newIdentity);

    /// @notice Zero is neither a wallet nor an identity.
    error IdentityRegistryStorageZeroAddress();

    /// @notice The wallet has an identity already.
    error IdentityRegistryStorageWalletKnown(address wallet, address identity);

    /// @notice The wallet has no identity.
    error IdentityRegistryStorageWalletUnknown(address wallet);

    /// @notice The wallet is lost; the successor stands in its place.
    error IdentityRegistryStorageWalletLost(address wallet, address successor);

    /// @notice A case holds the wallet.
    error IdentityRegistryStorageWalletQuarantined(address wallet, bytes32 caseId);

    /// @notice This case does not hold the wallet.
    error IdentityRegistryStorageNotQuarantinedBy(address wallet, bytes32 caseId);

    /// @notice A case needs an id other than zero.
    error IdentityRegistryStorageZeroCase();

    /// @notice A wallet cannot succeed itself.
    error IdentityRegistryStorageOwnSuccessor(address wallet);

    /// @notice The new wallet belongs to another identity.
    error IdentityRegistryStorageIdentityMismatch(address wallet, address expected, address actual);

    /// @notice The wallet does not await its verification.
    error IdentityRegistryStorageNotAwaiting(address wallet);

    /// @notice The registry is bound already.
    error IdentityRegistryStorageRegistryBound(address registry);

    /// @notice The registry is not bound.
    error IdentityRegistryStorageRegistryUnbound(address registry);

    /// @notice At most `limit` registries share a storage.
    error IdentityRegistryStorageTooManyRegistries(uint256 limit);

    /// @notice Keeps a wallet from sending and receiving, in the name of a case. Only an agent.
    function quarantine(address wallet, bytes32 caseId) external;

    /// @notice Lets a wallet go that this very case holds. Only an agent.
    function release(address wallet, bytes32 caseId) external;

    /// @notice Puts a new wallet in a lost one's place for ever, and registers it. Only an agent.
    /// Ends the lost wallet's quarantine, which being lost replaces.
    /// @param awaitsVerification Whether the new wallet has to be verified before it sends or receives.
    function recordSuccessor(address lostWallet, address newWallet, address identity, bool awaitsVerification) external;

    /// @notice A successor was verified. Only an agent.
    function recordVerified(address newWallet) external;

    /// @notice What is known of two wallets at once.
    function recordsOf(
        address first,
        address second
    ) external view returns (WalletRecord firstRecord, WalletRecord secondRecord);

    /// @notice What is known of two wallets, and whether the second is the last successor of the first.
    function casePair(
        address lostWallet,
        address newWallet
    ) external view returns (WalletRecord lost, WalletRecord next, bool isHead);

    /// @notice All that is known of a lost and a new wallet.
    function pairOf(address lostWallet, address newWallet) external view returns (WalletPair memory);

    /// @notice The last of the successors that begin with a wallet; the wallet itself when it is not lost.
    function headOf(address wallet) external view returns (address head);

    /// @notice The wallet that took a lost wallet's place; zero for a wallet that is not lost.
    function successorOf(address lostWallet) external view returns (address);

    /// @notice The case that holds a wallet; zero when none does.
    function quarantinedBy(address wallet) external view returns (bytes32 caseId);
}
