// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {IRecoverableRegistry, Standing} from "../registry/IRecoverableRegistry.sol";
import {WalletPair} from "../registry/IRecoverableStorage.sol";
import {BoundedCall} from "./BoundedCall.sol";
import {Succession} from "./CaseRecord.sol";
import {Ground, Standings} from "./Ground.sol";
import {IRecoveryAgent} from "./IRecoveryAgent.sol";
import {StandardRegistry} from "./StandardRegistry.sol";

/// @title Quarantine and succession in a registry that keeps them
library RecoverableRegistry {
    using BoundedCall for address;
    using ERC165Checker for address;
    using StandardRegistry for address;

    /// ERC-165 asks three times.
    uint256 internal constant INTERFACE_GAS = 3 * 30_000;
    uint16 private constant PAIR_WORDS = 6;
    uint256 private constant QUARANTINE_GAS = 300_000;
    /// With this much left, a quarantine gets all that it may need.
    uint256 private constant QUARANTINE_ROOM = ((QUARANTINE_GAS + BoundedCall.GETTER_GAS) * 64) / 63 + 100_000;
    /// A chain of successors is walked to its end.
    uint256 private constant CHAIN_GAS = 1_000_000;
    uint256 private constant VERIFICATION_GAS = 2_000_000;
    /// The registry verifies the new wallet's identity, whatever that costs, and still has to write.
    uint256 private constant SUCCESSION_GAS = 3_500_000;

    /// @return where Without a storage when the registry does not say by ERC-165 that it is recoverable.
    function ground(address registry) internal view returns (Ground memory where) {
        where.registry = registry;
        if (registry.supportsInterface(type(IRecoverableRegistry).interfaceId)) {
            where.identityStorage = registry.storageOf();
        }
    }

    /// @return done Whether the case holds the wallet afterwards.
    function quarantine(
        address registry,
        address wallet,
        bytes32 caseId
    ) internal returns (bool done, bytes memory reason) {
        // One write protects every token, so it does not fail for want of gas and go unseen.
        if (gasleft() < QUARANTINE_ROOM) revert IRecoveryAgent.RecoveryAgentGasTooLow(gasleft(), QUARANTINE_ROOM);
        (, reason) = registry.tryWrite(
            QUARANTINE_GAS,
            abi.encodeCall(IRecoverableRegistry.quarantine, (wallet, caseId))
        );
        done = quarantinedBy(registry, wallet) == caseId;
    }

    /// @return done Whether the case holds the wallet no longer.
    function release(
        address registry,
        address wallet,
        bytes32 caseId
    ) internal returns (bool done, bytes memory reason) {
        (, reason) = registry.tryWrite(QUARANTINE_GAS, abi.encodeCall(IRecoverableRegistry.release, (wallet, caseId)));
        (bool readable, uint256 word) = registry.tryRead(
            BoundedCall.GETTER_GAS,
            abi.encodeCall(IRecoverableRegistry.quarantinedBy, (wallet))
        );
        done = readable && bytes32(word) != caseId;
    }

    /// @dev What the registry says of both wallets, at once.
    function pairOf(
        address registry,
        address lostWallet,
        address newWallet
    ) internal view returns (bool readable, WalletPair memory pair) {
        bytes memory words;
        (readable, words) = registry.tryReadWords(
            CHAIN_GAS,
            PAIR_WORDS,
            abi.encodeCall(IRecoverableRegistry.pairOf, (lostWallet, newWallet))
        );
        if (readable) pair = abi.decode(words, (WalletPair));
        else pair.head = lostWallet;
    }

    /// @dev Makes the new wallet the last successor of the lost one, registered under its identity, or reverts.
    /// @return isAdmitted Whether the new wallet may get tokens.
    function succeed(Succession calldata succession, Standings calldata seen) internal returns (bool) {
        (address registry, address newWallet) = (succession.registry, succession.newWallet);
        (address head, address identity) = (seen.head, seen.nextIdentity);
        bool isRecorded = head == succession.lostWallet;
        if (isRecorded) (head, identity) = _record(succession, seen.isLostRegistered);
        if (head != newWallet) revert IRecoveryAgent.RecoveryAgentOtherSuccessor(succession.lostWallet, head);
        if (identity != succession.newIdentity) {
            registry.register(newWallet, succession.newIdentity, succession.country);
        }
        // Whoever is recorded without being verified waits in quarantine: the registry has just asked.
        return isRecorded || isAdmitted(registry, newWallet);
    }

    /// @dev Gives a wallet another identity, unless it has another than the expected one or is not free.
    function reassign(address registry, address wallet, address from, address to) internal {
        // Check
        (, address actual) = registry.identityOf(wallet);
        if (actual != from) revert IRecoveryAgent.RecoveryAgentIdentityMismatch(wallet, from, actual);
        address successor = successorOf(registry, wallet);
        if (successor != address(0)) revert IRecoveryAgent.RecoveryAgentEverLost(wallet, successor);
        bytes32 caseId = quarantinedBy(registry, wallet);
        if (caseId != 0) revert IRecoveryAgent.RecoveryAgentWalletQuarantined(wallet, caseId);

        // Interaction
        (, bytes memory reason) = registry.tryWrite(
            QUARANTINE_GAS,
            abi.encodeCall(IIdentityRegistry.updateIdentity, (wallet, to))
        );
        (, actual) = registry.identityOf(wallet);
        if (actual != to) revert IRecoveryAgent.RecoveryAgentRegistryRefused(registry, reason);
    }

    /// @return head The new wallet, which the registry has as the last successor now.
    /// @return identity The new wallet's identity.
    function _record(
        Succession calldata succession,
        bool isLostRegistered
    ) private returns (address head, address identity) {
        (address registry, address lostWallet) = (succession.registry, succession.lostWallet);
        if (!isLostRegistered) {
            // A registry of the standard on the same storage had it removed.
            registry.register(lostWallet, succession.lostIdentity, succession.country);
        }
        (, bytes memory reason) = registry.tryWrite(
            SUCCESSION_GAS,
            abi.encodeCall(
                IRecoverableRegistry.recordSuccessor,
                (lostWallet, succession.newWallet, succession.newIdentity)
            )
        );
        (, WalletPair memory pair) = pairOf(registry, lostWallet, succession.newWallet);
        if (pair.head != succession.newWallet) {
            revert IRecoveryAgent.RecoveryAgentRegistryRefused(registry, reason);
        }
        return (pair.head, pair.next.identity());
    }

    function successorOf(address registry, address wallet) internal view returns (address) {
        (, uint256 word) = registry.tryRead(
            BoundedCall.GETTER_GAS,
            abi.encodeCall(IRecoverableRegistry.successorOf, (wallet))
        );
        return address(uint160(word));
    }

    function quarantinedBy(address registry, address wallet) internal view returns (bytes32) {
        (, uint256 word) = registry.tryRead(
            BoundedCall.GETTER_GAS,
            abi.encodeCall(IRecoverableRegistry.quarantinedBy, (wallet))
        );
        return bytes32(word);
    }

    /// @dev Whether a wallet may get tokens by recovery: it is verified, or waits in quarantine until it is.
    function isAdmitted(address registry, address wallet) internal view returns (bool) {
        (, uint256 standing) = registry.tryRead(
            BoundedCall.GETTER_GAS,
            abi.encodeCall(IRecoverableRegistry.standingOf, (wallet))
        );
        if (standing == uint256(Standing.AwaitingVerification)) return true;
        (, uint256 verified) = registry.tryRead(
            VERIFICATION_GAS,
            abi.encodeCall(IIdentityRegistry.isVerified, (wallet))
        );
        return verified != 0;
    }
}
