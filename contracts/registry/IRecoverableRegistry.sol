// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {WalletPair} from "./IRecoverableStorage.sol";
import {Standing, WalletRecord} from "./WalletRecord.sol";

/// @notice Both sides of a transfer.
struct Parties {
    Standing fromStanding;
    Standing toStanding;
    /// Whether the receiver holds every required claim.
    bool isToVerified;
    address fromIdentity;
    address toIdentity;
    uint16 fromCountry;
    uint16 toCountry;
}

/// @title Identity registry with recovery inside
/// @notice One write at proposal protects every token; one write at execution tells every token where to go.
/// An identity registry that has it says so by ERC-165.
interface IRecoverableRegistry is IIdentityRegistry {
    /// @notice Zero is not a registry's companion.
    error IdentityRegistryZeroAddress();

    /// @notice The storage has no quarantine and no successors.
    error IdentityRegistryStorageUnfit(address identityStorage);

    /// @notice Lists of different lengths.
    error IdentityRegistryLengthMismatch(uint256 wallets, uint256 identities, uint256 countries);

    /// @notice The identity does not count the new wallet among its managers.
    error IdentityRegistryNotManager(address identity, address newWallet);

    /// @notice The wallet is not verified.
    error IdentityRegistryNotVerified(address wallet);

    /// @notice Keeps a wallet from sending and receiving any token, in the name of a case. Only an agent.
    /// A wallet that is quarantined or lost cannot be quarantined.
    function quarantine(address wallet, bytes32 caseId) external;

    /// @notice Lets a wallet go that this very case holds. Only an agent.
    function release(address wallet, bytes32 caseId) external;

    /// @notice Puts a new wallet in a lost one's place, for ever, and registers it under `identity` with the lost
    /// wallet's country. Only an agent. The lost wallet stays registered as it is, so that later tokens can follow.
    /// A new wallet that is not verified is kept from sending and receiving until `releaseVerified`.
    /// @param identity The lost wallet's own, or a replacement; the new wallet is one of its management keys.
    function recordSuccessor(address lostWallet, address newWallet, address identity) external;

    /// @notice Frees a successor that is verified by now. Anybody may.
    function releaseVerified(address newWallet) external;

    /// @notice The wallet that took a lost wallet's place; zero for a wallet that is not lost.
    function successorOf(address lostWallet) external view returns (address);

    /// @notice The last of the successors that begin with a wallet; the wallet itself when it is not lost.
    function headOf(address wallet) external view returns (address head);

    /// @notice The case that holds a wallet; zero when none does.
    function quarantinedBy(address wallet) external view returns (bytes32 caseId);

    /// @notice Whether a wallet may take part in transfers.
    function standingOf(address wallet) external view returns (Standing);

    /// @notice Everything that a token needs to know of a transfer, in one call. Zero for a side that is absent:
    /// the sender of a mint, the receiver of a burn.
    function partiesOf(address from, address to) external view returns (Parties memory);

    /// @notice Everything that a token needs to know of a recovery. Verification is not asked.
    /// @return lost What is known of the lost wallet.
    /// @return next What is known of the new one.
    /// @return isHead Whether the new wallet is the last successor of the lost one.
    function casePair(
        address lostWallet,
        address newWallet
    ) external view returns (WalletRecord lost, WalletRecord next, bool isHead);

    /// @notice Everything that a recovery agent needs to know of a lost and a new wallet, in one call.
    function pairOf(address lostWallet, address newWallet) external view returns (WalletPair memory);
}
