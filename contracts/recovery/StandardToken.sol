// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IAgentRole} from "../interfaces/IAgentRole.sol";
import {ICompliance} from "../interfaces/ICompliance.sol";
import {IERC3643} from "../interfaces/IERC3643.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {BoundedCall} from "./BoundedCall.sol";
import {IRecoveryAgent, Outcome} from "./IRecoveryAgent.sol";

/// @title Recovery of a token by the standard's functions alone, as every ERC-3643 token has them
/// @dev What a token returns is not believed: the state before and after decides.
library StandardToken {
    using BoundedCall for address;

    /// For a freeze, and for lifting one.
    uint256 internal constant FREEZE_GAS = 200_000;
    /// A registry may have to ask many issuers.
    uint256 private constant VERIFICATION_GAS = 2_000_000;
    uint256 private constant COMPLIANCE_GAS = 500_000;
    /// The most that `diagnose` spends.
    uint256 internal constant DIAGNOSIS_GAS = VERIFICATION_GAS + COMPLIANCE_GAS + 5 * BoundedCall.GETTER_GAS;

    struct Holding {
        uint256 balance;
        uint256 frozen;
        bool walletFrozen;
    }

    function isFrozen(address token, address wallet) internal view returns (bool) {
        (, uint256 word) = token.tryRead(BoundedCall.GETTER_GAS, abi.encodeCall(IERC3643.isFrozen, (wallet)));
        return word != 0;
    }

    /// @return done Whether the token shows the wanted state afterwards.
    function setFrozen(address token, address wallet, bool frozen) internal returns (bool done, bytes memory reason) {
        (, reason) = token.tryWrite(FREEZE_GAS, abi.encodeCall(IERC3643.setAddressFrozen, (wallet, frozen)));
        (bool readable, uint256 word) = token.tryRead(
            BoundedCall.GETTER_GAS,
            abi.encodeCall(IERC3643.isFrozen, (wallet))
        );
        done = readable && (word != 0) == frozen;
    }

    /// @return Whether the token says that the wallet has no balance; false when it does not answer.
    function holdsNothing(address token, address wallet) internal view returns (bool) {
        (bool readable, uint256 word) = token.tryRead(
            BoundedCall.GETTER_GAS,
            abi.encodeCall(IERC20.balanceOf, (wallet))
        );
        return readable && word == 0;
    }

    function holdingOf(address token, address wallet) internal view returns (Holding memory holding) {
        holding.balance = token.read(abi.encodeCall(IERC20.balanceOf, (wallet)));
        holding.frozen = token.read(abi.encodeCall(IERC3643.getFrozenTokens, (wallet)));
        holding.walletFrozen = token.read(abi.encodeCall(IERC3643.isFrozen, (wallet))) != 0;
    }

    /// @dev Reverts unless the token's own registry gives the wallet this identity: one holder's tokens never go to
    /// another's, whichever registry the case names.
    function requireIdentity(address token, address wallet, address expected) internal view {
        address registry = address(uint160(token.read(abi.encodeCall(IERC3643.identityRegistry, ()))));
        address actual = address(uint160(registry.read(abi.encodeCall(IIdentityRegistry.identity, (wallet)))));
        if (actual != expected) revert IRecoveryAgent.RecoveryAgentIdentityMismatch(wallet, expected, actual);
    }

    function requireNotPaused(address token) internal view {
        if (token.read(abi.encodeCall(IERC3643.paused, ())) != 0) revert IRecoveryAgent.RecoveryAgentTokenPaused(token);
    }

    /// @dev Moves the whole holding and checks that it arrived: balance, frozen part and wallet freeze add up, and the
    /// supply is what it was.
    function move(address token, address lostWallet, address newWallet, Holding memory lost) internal {
        Holding memory before = holdingOf(token, newWallet);
        uint256 supply = token.read(abi.encodeCall(IERC20.totalSupply, ()));

        if (lost.balance > 0) {
            token.write(abi.encodeCall(IERC3643.forcedTransfer, (lostWallet, newWallet, lost.balance)));
        }
        if (lost.frozen > 0) token.write(abi.encodeCall(IERC3643.freezePartialTokens, (newWallet, lost.frozen)));
        if (lost.walletFrozen && !before.walletFrozen) {
            token.write(abi.encodeCall(IERC3643.setAddressFrozen, (newWallet, true)));
        }

        Holding memory afterwards = holdingOf(token, newWallet);
        _requireBalance(token, lostWallet, 0, token.read(abi.encodeCall(IERC20.balanceOf, (lostWallet))));
        _requireBalance(token, newWallet, before.balance + lost.balance, afterwards.balance);
        if (afterwards.frozen != before.frozen + lost.frozen) {
            revert IRecoveryAgent.RecoveryAgentFrozenMismatch(
                token,
                newWallet,
                before.frozen + lost.frozen,
                afterwards.frozen
            );
        }
        if (afterwards.walletFrozen != (before.walletFrozen || lost.walletFrozen)) {
            revert IRecoveryAgent.RecoveryAgentFreezeMismatch(token, newWallet);
        }
        uint256 supplyAfter = token.read(abi.encodeCall(IERC20.totalSupply, ()));
        if (supplyAfter != supply) revert IRecoveryAgent.RecoveryAgentSupplyMismatch(token, supply, supplyAfter);
    }

    /// @notice Names the reason for which a token could not be recovered.
    function diagnose(address token, address lostWallet, address newWallet) internal view returns (Outcome) {
        bool readable;
        uint256 word;
        (, word) = token.tryRead(BoundedCall.GETTER_GAS, abi.encodeCall(IERC3643.paused, ()));
        if (word != 0) return Outcome.Paused;

        (readable, word) = token.tryRead(BoundedCall.GETTER_GAS, abi.encodeCall(IAgentRole.isAgent, (address(this))));
        if (readable && word == 0) return Outcome.AgentMissing;

        (, word) = token.tryRead(BoundedCall.GETTER_GAS, abi.encodeCall(IERC3643.identityRegistry, ()));
        (readable, word) = address(uint160(word)).tryRead(
            VERIFICATION_GAS,
            abi.encodeCall(IIdentityRegistry.isVerified, (newWallet))
        );
        if (readable && word == 0) return Outcome.NotVerified;

        (readable, word) = token.tryRead(BoundedCall.GETTER_GAS, abi.encodeCall(IERC20.balanceOf, (lostWallet)));
        if (!readable) return Outcome.Failed;
        uint256 balance = word;
        (, word) = token.tryRead(BoundedCall.GETTER_GAS, abi.encodeCall(IERC3643.compliance, ()));
        (readable, word) = address(uint160(word)).tryRead(
            COMPLIANCE_GAS,
            abi.encodeCall(ICompliance.canTransfer, (lostWallet, newWallet, balance))
        );
        return readable && word == 0 ? Outcome.ComplianceRefused : Outcome.Failed;
    }

    function _requireBalance(address token, address wallet, uint256 expected, uint256 actual) private pure {
        if (expected != actual) {
            revert IRecoveryAgent.RecoveryAgentBalanceMismatch(token, wallet, expected, actual);
        }
    }
}
