// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {IModularCompliance} from "../compliance/IModularCompliance.sol";
import {IAgentRole} from "../interfaces/IAgentRole.sol";
import {IERC3643} from "../interfaces/IERC3643.sol";
import {Holdings, IToken} from "../token/IToken.sol";
import {WalletHolding} from "../token/WalletHolding.sol";
import {BoundedCall} from "./BoundedCall.sol";
import {CaseRecord} from "./CaseRecord.sol";
import {Ground} from "./Ground.sol";
import {requireBalance, requireFrozen, requireSupply} from "./Holding.sol";
import {IRecoveryAgent, Outcome, Recovery} from "./IRecoveryAgent.sol";
import {RecoverableRegistry} from "./RecoverableRegistry.sol";
import {StandardRegistry} from "./StandardRegistry.sol";

/// @title Our suite's way: one write to the registry protects every token, and each token knows how to recover
/// @dev Linked to the agent and run in its name. As on the standard's way, the state before and after decides.
library SuiteRecovery {
    using BoundedCall for address;
    using ERC165Checker for address;
    using RecoverableRegistry for address;
    using StandardRegistry for address;

    uint16 private constant HOLDINGS_WORDS = 4;
    /// The most that `serves` spends.
    uint256 internal constant CHOICE_GAS = 2 * RecoverableRegistry.INTERFACE_GAS + 2 * BoundedCall.GETTER_GAS;
    /// The most that `diagnose` spends.
    uint256 internal constant DIAGNOSIS_GAS = 2 * BoundedCall.GETTER_GAS;
    /// For an honest compliance and a few wallets.
    uint256 private constant ATTRIBUTION_GAS = 3_000_000;
    /// With this much left, the next compliance gets all of that, and the rest of the tokens their event.
    uint256 private constant ATTRIBUTION_ROOM = CHOICE_GAS + (ATTRIBUTION_GAS * 64) / 63 + 1_000_000;

    /// @notice Keeps the lost wallet still on every token of the suite at once.
    /// @return ground Where the wallet is held; without a storage when the registry cannot hold it.
    function quarantine(
        mapping(bytes32 caseId => CaseRecord) storage cases,
        address registry,
        address lostWallet,
        bytes32 caseId
    ) external returns (Ground memory ground) {
        ground = registry.ground();
        if (!ground.isSuites() || registry.successorOf(lostWallet) != address(0)) return ground;
        bytes32 owner = registry.quarantinedBy(lostWallet);
        if (owner == caseId) return ground;
        if (owner != 0 && cases[owner].isEndedUnexecuted()) registry.release(lostWallet, owner);
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
    function succeed(address registry, CaseRecord storage record) external {
        if (registry.ground().isSuites()) registry.succeed(record);
        else registry.register(record.newWallet, record.newIdentity, record.country);
    }

    /// @notice Moves the whole holding and checks that it arrived, or reverts.
    /// @dev Which identities the wallets have is the registry's word, and it was asked when the case executed.
    function recover(
        mapping(address lostWallet => mapping(address token => bytes32 caseId)) storage quarantinedBy,
        CaseRecord storage record,
        Ground calldata ground,
        address token
    ) external returns (uint256 amount, uint256 frozen, bool walletFrozen) {
        (address lostWallet, address newWallet) = (record.lostWallet, record.newWallet);

        // Check
        Holdings memory before = _holdingsOf(token, lostWallet, newWallet);
        WalletHolding lost = before.lost;
        bytes32 owner = lost.isFrozen() ? quarantinedBy[lostWallet][token] : bytes32(0);
        if (owner != 0) lost = lost.withoutFreeze();
        if (lost.isEmpty()) return (0, 0, false);
        _requireAdmitted(ground, before.identityRegistry, newWallet);

        // Effect: what a case froze while the registry did not protect it needs no freeze any more.
        if (owner != 0) {
            delete quarantinedBy[lostWallet][token];
            emit IRecoveryAgent.TokenReleased(owner, token);
            token.write(abi.encodeCall(IERC3643.setAddressFrozen, (lostWallet, false)));
        }

        // Interaction
        token.write(abi.encodeCall(IERC3643.recoveryAddress, (lostWallet, newWallet, record.newIdentity)));

        // Check: nothing is left, everything arrived, and the supply is what it was.
        Holdings memory afterwards = _holdingsOf(token, lostWallet, newWallet);
        _requireHolding(token, lostWallet, WalletHolding.wrap(0), afterwards.lost);
        _requireHolding(token, newWallet, before.next.plus(lost), afterwards.next);
        requireSupply(token, before.totalSupply, afterwards.totalSupply);
        return (lost.balance(), lost.frozen(), lost.isFrozen());
    }

    /// @notice Moves other wallets of the lost identity to the replacement identity, and their holdings in the books of
    /// the tokens' compliances, as far as these let themselves be told.
    function reassign(
        mapping(address wallet => bytes32 caseId) storage liveCaseOf,
        CaseRecord storage record,
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
            bytes32 live = liveCaseOf[wallets[i]];
            if (live != 0) revert IRecoveryAgent.RecoveryAgentCaseLive(wallets[i], live);
            recovery.registry.reassign(wallets[i], record.lostIdentity, record.newIdentity);
            emit IRecoveryAgent.WalletReassigned(caseId, wallets[i], record.newIdentity);
        }
        for (uint256 i; i < recovery.tokens.length; ++i) _attribute(ground, recovery.tokens[i], caseId, wallets);
    }

    /// @notice Where a case on a registry takes place.
    /// @param newWallet Asked whether it may get tokens there.
    function groundFor(address registry, address newWallet) external view returns (Ground memory ground) {
        ground = registry.ground();
        ground.isAdmitted = ground.isSuites() && registry.isAdmitted(newWallet);
    }

    /// @notice What a registry that keeps successors says of a case's wallets; zeros of any other.
    /// @return head The last successor of the lost wallet; that wallet itself when it is not lost.
    /// @return successor The wallet that took the new wallet's place.
    /// @return holder The case that holds the new wallet.
    function standingsOf(
        address registry,
        address lostWallet,
        address newWallet
    ) external view returns (address head, address successor, bytes32 holder) {
        if (!registry.ground().isSuites()) return (address(0), address(0), 0);
        return (registry.headOf(lostWallet), registry.successorOf(newWallet), registry.quarantinedBy(newWallet));
    }

    /// @notice The identity of a wallet that the registry has as the last successor of a lost one; zero when it has not.
    function identityOfSuccessor(
        address registry,
        address lostWallet,
        address newWallet
    ) external view returns (address identity) {
        bool isRecorded = registry.ground().isSuites() && registry.successorOf(lostWallet) != address(0);
        if (isRecorded && registry.headOf(lostWallet) == newWallet) (, identity) = registry.identityOf(newWallet);
    }

    /// @notice Whether a token goes the suite's way: ours by its own word, and on the storage of the case.
    function serves(Ground calldata ground, address token) external view returns (bool) {
        return _serves(ground, token);
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
            if (!_serves(ground, token)) return;
            (, uint256 word) = token.tryRead(BoundedCall.GETTER_GAS, abi.encodeCall(IERC3643.compliance, ()));
            (done, reason) = address(uint160(word)).tryWrite(
                ATTRIBUTION_GAS,
                abi.encodeCall(IModularCompliance.attribute, (wallets))
            );
        }
        if (!done) emit IRecoveryAgent.HoldingsNotAttributed(caseId, token, reason);
    }

    function _serves(Ground memory ground, address token) private view returns (bool) {
        if (!ground.isSuites() || !token.supportsERC165InterfaceUnchecked(type(IToken).interfaceId)) return false;
        address registry = _registryOf(token);
        return registry == ground.registry || registry.ground().identityStorage == ground.identityStorage;
    }

    function _requireAdmitted(Ground calldata ground, address registry, address newWallet) private view {
        // Another registry on the same storage may ask for other claims.
        bool isAdmitted = registry == ground.registry ? ground.isAdmitted : registry.isAdmitted(newWallet);
        if (!isAdmitted) revert IRecoveryAgent.RecoveryAgentNotVerified(newWallet);
    }

    function _registryOf(address token) private view returns (address) {
        (, uint256 word) = token.tryRead(BoundedCall.GETTER_GAS, abi.encodeCall(IERC3643.identityRegistry, ()));
        return address(uint160(word));
    }

    function _holdingsOf(address token, address lostWallet, address newWallet) private view returns (Holdings memory) {
        bytes memory words = token.readWords(
            HOLDINGS_WORDS,
            abi.encodeCall(IToken.holdingsOf, (lostWallet, newWallet))
        );
        return abi.decode(words, (Holdings));
    }

    /// @dev What a token returns is not believed, what it shows afterwards is.
    function _requireHolding(address token, address wallet, WalletHolding expected, WalletHolding shown) private pure {
        if (expected.equals(shown)) return;
        requireBalance(token, wallet, expected.balance(), shown.balance());
        requireFrozen(token, wallet, expected.frozen(), shown.frozen());
        revert IRecoveryAgent.RecoveryAgentFreezeMismatch(token, wallet);
    }
}
