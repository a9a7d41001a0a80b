// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IModularCompliance} from "../compliance/IModularCompliance.sol";
import {IAgentRole} from "../interfaces/IAgentRole.sol";
import {IERC3643} from "../interfaces/IERC3643.sol";
import {WalletPair} from "../registry/IRecoverableStorage.sol";
import {Holdings} from "../token/IToken.sol";
import {NOTHING, WalletHolding} from "../token/WalletHolding.sol";
import {BoundedCall} from "./BoundedCall.sol";
import {CaseRecord, Succession} from "./CaseRecord.sol";
import {Ground, Standings} from "./Ground.sol";
import {requireBalance, requireFrozen, requireSupply} from "./Holding.sol";
import {IRecoveryAgent, Outcome, Recovery} from "./IRecoveryAgent.sol";
import {RecoverableRegistry} from "./RecoverableRegistry.sol";
import {StandardRegistry} from "./StandardRegistry.sol";
import {SuiteToken} from "./SuiteToken.sol";

/// @title Our suite's way: one write to the registry protects every token, and each token knows how to recover
/// @dev Linked to the agent and run in its name. As on the standard's way, the state before and after decides.
library SuiteRecovery {
    using BoundedCall for address;
    using RecoverableRegistry for address;
    using StandardRegistry for address;
    using SuiteToken for address;

    /// The most that is spent to find out which way a token goes.
    uint256 internal constant CHOICE_GAS = RecoverableRegistry.INTERFACE_GAS + 2 * BoundedCall.GETTER_GAS;
    /// The most that `diagnose` spends.
    uint256 internal constant DIAGNOSIS_GAS = 2 * BoundedCall.GETTER_GAS;
    /// For an honest compliance and a few wallets.
    uint256 private constant ATTRIBUTION_GAS = 3_000_000;
    /// With this much left, the next compliance gets all of that, and the rest of the tokens their event.
    uint256 private constant ATTRIBUTION_ROOM = CHOICE_GAS + (ATTRIBUTION_GAS * 64) / 63 + 1_000_000;

    /// @notice Asks the registry about a case's wallets, as much as it can tell.
    function standingsOf(
        address registry,
        address lostWallet,
        address newWallet
    ) external view returns (Standings memory seen) {
        seen.ground = registry.ground();
        if (seen.ground.isSuites()) {
            WalletPair memory pair;
            (seen.readable, pair) = registry.pairOf(lostWallet, newWallet);
            (seen.lostIdentity, seen.country) = (pair.lost.identity(), pair.lost.country());
            seen.nextIdentity = pair.next.identity();
            (seen.head, seen.nextSuccessor) = (pair.head, pair.nextSuccessor);
            (seen.lostCase, seen.nextCase) = (pair.lostCase, pair.nextCase);
        } else {
            (seen.readable, seen.lostIdentity) = registry.identityOf(lostWallet);
            seen.country = registry.countryOf(lostWallet);
            (, seen.nextIdentity) = registry.identityOf(newWallet);
            seen.head = lostWallet;
        }
    }

    /// @notice Keeps the lost wallet still on every token of the suite at once.
    /// @return ground Where the wallet is held; without a storage when the registry cannot hold it.
    function quarantine(
        mapping(bytes32 caseId => CaseRecord) storage cases,
        Standings calldata seen,
        address lostWallet,
        bytes32 caseId
    ) external returns (Ground memory ground) {
        ground = seen.ground;
        if (!ground.isSuites() || seen.head != lostWallet || seen.lostCase == caseId) return ground;
        address registry = ground.registry;
        if (seen.lostCase != 0 && cases[seen.lostCase].isEndedUnexecuted()) {
            registry.release(lostWallet, seen.lostCase);
        }
        (bool done, bytes memory reason) = registry.quarantine(lostWallet, caseId);
        if (done) {
            emit IRecoveryAgent.WalletQuarantined(caseId, registry);
        } else {
            emit IRecoveryAgent.WalletNotQuarantined(caseId, registry, reason);
            delete ground.identityStorage;
        }
    }

    /// @notice Lets the lost wallet go, if this very case holds it.
    function release(address registry, address lostWallet, bytes32 caseId) external {
        if (registry.quarantinedBy(lostWallet) != caseId) return;
        (bool done, bytes memory reason) = registry.release(lostWallet, caseId);
        if (done) emit IRecoveryAgent.WalletReleased(caseId, registry);
        else emit IRecoveryAgent.WalletNotReleased(caseId, registry, reason);
    }

    /// @notice Puts the new wallet in the lost one's place in the registry, or reverts.
    /// @return ground Where the tokens are recovered.
    function succeed(Succession calldata succession, Standings calldata seen) external returns (Ground memory ground) {
        ground = seen.ground;
        if (ground.isSuites()) {
            ground.isAdmitted = RecoverableRegistry.succeed(succession, seen);
        } else {
            succession.registry.register(succession.newWallet, succession.newIdentity, succession.country);
        }
    }

    /// @notice Moves the whole holding and checks that it arrived, or reverts.
    /// @dev Which identities the wallets have is the registry's word, and it was asked when the case executed.
    /// @param isHeldByCase Whether the lost wallet's freeze is a case's, which does not follow.
    /// @param before What the token showed just now.
    function recover(
        Ground calldata ground,
        Succession calldata succession,
        address token,
        bool isHeldByCase,
        Holdings calldata before
    ) external {
        (address lostWallet, address newWallet) = (succession.lostWallet, succession.newWallet);

        // Check
        _requireAdmitted(ground, before.identityRegistry, newWallet);

        // Interaction
        WalletHolding lost = before.lost;
        if (isHeldByCase) {
            lost = lost.withoutFreeze();
            token.write(abi.encodeCall(IERC3643.setAddressFrozen, (lostWallet, false)));
        }
        Holdings memory afterwards = token.recoverHolding(lostWallet, newWallet, succession.newIdentity);

        // Check: nothing is left, everything arrived, and the supply is what it was.
        _requireHolding(token, lostWallet, NOTHING, afterwards.lost);
        _requireHolding(token, newWallet, before.next.plus(lost), afterwards.next);
        requireSupply(token, before.totalSupply, afterwards.totalSupply);
    }

    /// @notice Moves other wallets of the lost identity to the replacement identity, and their holdings in the books of
    /// the tokens' compliances, as far as these let themselves be told.
    function reassign(
        CaseRecord storage record,
        address newIdentity,
        Recovery calldata recovery,
        bytes32 caseId,
        address[] calldata wallets
    ) external {
        // Check
        Ground memory ground = recovery.registry.ground();
        if (!ground.isSuites()) {
            revert IRecoveryAgent.RecoveryAgentNotRecoverable(recovery.registry);
        }

        // Interaction
        for (uint256 i; i < wallets.length; ++i) {
            recovery.registry.reassign(wallets[i], record.lostIdentity, newIdentity);
            emit IRecoveryAgent.WalletReassigned(caseId, wallets[i], newIdentity);
        }
        for (uint256 i; i < recovery.tokens.length; ++i) _attribute(ground, recovery.tokens[i], caseId, wallets);
    }

    /// @notice Where a case on a registry takes place.
    /// @param newWallet Asked whether it may get tokens there.
    function groundFor(address registry, address newWallet) external view returns (Ground memory ground) {
        ground = registry.ground();
        ground.isAdmitted = ground.isSuites() && registry.isAdmitted(newWallet);
    }

    /// @notice Whether another registry stands on the storage of the case.
    function shares(Ground calldata ground, address registry) external view returns (bool) {
        return _shares(ground, registry);
    }

    /// @notice Names the reason for which a token could not be recovered.
    /// @param reason What the attempt reverted with.
    /// @return An `Outcome`, as a number: the interface of a library knows no enums.
    function diagnose(address token, bytes calldata reason) external view returns (uint8) {
        (, uint256 word) = token.tryRead(BoundedCall.GETTER_GAS, abi.encodeCall(IERC3643.paused, ()));
        if (word != 0) return uint8(Outcome.Paused);
        bool readable;
        (readable, word) = token.tryRead(BoundedCall.GETTER_GAS, abi.encodeCall(IAgentRole.isAgent, (address(this))));
        if (readable && word == 0) return uint8(Outcome.AgentMissing);
        // Errors of tokens come wrapped, so this one is the agent's own.
        bool isNotVerified = bytes4(reason) == IRecoveryAgent.RecoveryAgentNotVerified.selector;
        return uint8(isNotVerified ? Outcome.NotVerified : Outcome.Failed);
    }

    function _attribute(Ground memory ground, address token, bytes32 caseId, address[] calldata wallets) private {
        bytes memory reason;
        bool done;
        if (gasleft() > ATTRIBUTION_ROOM) {
            address registry = token.successorRegistryOf();
            if (registry != ground.registry && !_shares(ground, registry)) return;
            (, uint256 word) = token.tryRead(BoundedCall.GETTER_GAS, abi.encodeCall(IERC3643.compliance, ()));
            (done, reason) = address(uint160(word)).tryWrite(
                ATTRIBUTION_GAS,
                abi.encodeCall(IModularCompliance.attribute, (wallets))
            );
        }
        if (!done) emit IRecoveryAgent.HoldingsNotAttributed(caseId, token, reason);
    }

    function _shares(Ground memory ground, address registry) private view returns (bool) {
        return registry.ground().identityStorage == ground.identityStorage;
    }

    function _requireAdmitted(Ground calldata ground, address registry, address newWallet) private view {
        // Another registry on the same storage may ask for other claims.
        bool isAdmitted = registry == ground.registry ? ground.isAdmitted : registry.isAdmitted(newWallet);
        if (!isAdmitted) revert IRecoveryAgent.RecoveryAgentNotVerified(newWallet);
    }

    /// @dev What a token returns is not believed, what it shows afterwards is.
    function _requireHolding(address token, address wallet, WalletHolding expected, WalletHolding shown) private pure {
        if (expected.equals(shown)) return;
        requireBalance(token, wallet, expected.balance(), shown.balance());
        requireFrozen(token, wallet, expected.frozen(), shown.frozen());
        revert IRecoveryAgent.RecoveryAgentFreezeMismatch(token, wallet);
    }
}
