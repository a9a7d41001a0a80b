// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Holdings, IToken} from "../token/IToken.sol";
import {BoundedCall} from "./BoundedCall.sol";
import {IRecoveryAgent} from "./IRecoveryAgent.sol";

/// @title What a token of our suite says of itself: no other token has these functions
library SuiteToken {
    using BoundedCall for address;

    uint16 private constant HOLDINGS_WORDS = 4;

    /// @return The registry of a token of ours, when it keeps quarantine and successors; zero of any other.
    function successorRegistryOf(address token) internal view returns (address) {
        (, uint256 word) = token.tryRead(BoundedCall.GETTER_GAS, abi.encodeCall(IToken.successorRegistry, ()));
        return address(uint160(word));
    }

    /// @dev Moves the whole holding, or reverts.
    /// @return afterwards What the token shows then: that is looked at, and not whether it says that it moved something.
    function recoverHolding(
        address token,
        address lostWallet,
        address newWallet,
        address newIdentity
    ) internal returns (Holdings memory afterwards) {
        bytes4 selector = IToken.recoverHolding.selector;
        (bool success, bytes memory answer) = token.tryWrite(
            gasleft(),
            abi.encodeCall(IToken.recoverHolding, (lostWallet, newWallet, newIdentity))
        );
        if (!success) revert IRecoveryAgent.RecoveryAgentCallFailed(token, selector, answer);
        if (answer.length != HOLDINGS_WORDS * 32) revert IRecoveryAgent.RecoveryAgentUnreadable(token, selector);
        return abi.decode(answer, (Holdings));
    }

    /// @return readable Whether the token is ours, by its answer.
    function holdingsOf(
        address token,
        address lostWallet,
        address newWallet
    ) internal view returns (bool readable, Holdings memory holdings) {
        bytes memory words;
        (readable, words) = token.tryReadWords(
            BoundedCall.GETTER_GAS,
            HOLDINGS_WORDS,
            abi.encodeCall(IToken.currentHoldingsOf, (lostWallet, newWallet))
        );
        if (readable) holdings = abi.decode(words, (Holdings));
    }
}
