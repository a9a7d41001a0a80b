// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Token} from "../../../contracts/token/Token.sol";
import {Replay} from "./Replay.sol";

/// @title What holders and a token's agents do to holdings
abstract contract SuiteMarket is Replay {
    function transfer(uint256 fromSeed, uint256 toSeed, uint256 tokenSeed, uint256 amount) external replayed {
        (address from, address to, Token token) = (_wallet(fromSeed), _wallet(toSeed), _token(tokenSeed));
        amount = bound(amount, 0, 1_200);
        bool success = _try(from, address(token), abi.encodeCall(token.transfer, (to, amount)));
        if (success) _requireHolderMay(token, from, to, amount);
    }

    function transferFrom(uint256 fromSeed, uint256 toSeed, uint256 tokenSeed, uint256 amount) external replayed {
        (address from, address to, Token token) = (_wallet(fromSeed), _wallet(toSeed), _token(tokenSeed));
        amount = bound(amount, 0, 1_200);
        address spender = _wallet(toSeed / WALLETS);
        if (amount % 3 == 0) _try(from, address(token), abi.encodeCall(token.approve, (spender, amount * 2)));
        bool success = _try(spender, address(token), abi.encodeCall(token.transferFrom, (from, to, amount)));
        if (success) _requireHolderMay(token, from, to, amount);
    }

    function mint(uint256 walletSeed, uint256 tokenSeed, uint256 amount) external replayed {
        (address wallet, Token token) = (_wallet(walletSeed), _token(tokenSeed));
        amount = bound(amount, 0, 500);
        bool success = _try(address(this), address(token), abi.encodeCall(token.mint, (wallet, amount)));
        if (success) _requireMayReceive(wallet);
    }

    function burn(uint256 walletSeed, uint256 tokenSeed, uint256 amount) external replayed {
        (address wallet, Token token) = (_wallet(walletSeed), _token(tokenSeed));
        uint256 balance = toldHolding[address(token)][wallet].balance;
        amount = bound(amount, 0, balance);
        // Whole holdings often, so that investors come and go.
        bool success = _try(
            address(this),
            address(token),
            abi.encodeCall(token.burn, (wallet, amount % 2 == 0 ? balance : amount))
        );
        assertTrue(success, "an agent can always burn what there is");
    }

    function forceTransfer(uint256 fromSeed, uint256 toSeed, uint256 tokenSeed, uint256 amount) external replayed {
        (address from, address to, Token token) = (_wallet(fromSeed), _wallet(toSeed), _token(tokenSeed));
        amount = bound(amount, 0, toldHolding[address(token)][from].balance);
        bool mayMove = !_isBlocked(from) && !_isBlocked(to) && _isVerified(to);
        bool success = _try(address(this), address(token), abi.encodeCall(token.forcedTransfer, (from, to, amount)));
        assertEq(success, mayMove, "rules 3, 7, 16: an agent moves what is free, to whom is verified, past every rule");
    }

    function freezeWallet(uint256 walletSeed, uint256 tokenSeed, bool frozen) external replayed {
        _token(tokenSeed).setAddressFrozen(_wallet(walletSeed), frozen);
    }

    function freezePart(uint256 walletSeed, uint256 tokenSeed, uint256 amount) external replayed {
        (address wallet, Token token) = (_wallet(walletSeed), _token(tokenSeed));
        uint256 free = token.balanceOf(wallet) - token.getFrozenTokens(wallet);
        token.freezePartialTokens(wallet, bound(amount, 0, free));
    }

    function unfreezePart(uint256 walletSeed, uint256 tokenSeed, uint256 amount) external replayed {
        (address wallet, Token token) = (_wallet(walletSeed), _token(tokenSeed));
        token.unfreezePartialTokens(wallet, bound(amount, 0, token.getFrozenTokens(wallet)));
    }

    function pause(uint256 tokenSeed) external replayed {
        Token token = _token(tokenSeed);
        // Seldom paused for long.
        if (token.paused()) token.unpause();
        else if (tokenSeed % 3 == 0) token.pause();
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1, 3 hours));
    }

    function _requireHolderMay(Token token, address from, address to, uint256 amount) private view {
        Holding memory holding = toldHolding[address(token)][from];
        assertFalse(_isBlocked(from), "rules 3, 16: a blocked wallet sends nothing");
        assertFalse(holding.isFrozen, "a frozen wallet sends nothing");
        assertLe(amount, holding.balance - holding.frozen, "rule 4: what is frozen stays");
        assertFalse(toldHolding[address(token)][to].isFrozen, "a frozen wallet receives nothing");
        _requireMayReceive(to);
        // The books keep a wallet that is registered no longer under the identity that it had.
        address source = told[from].identity == address(0) ? toldAttribution[from] : told[from].identity;
        if (token != tokens[0] || amount == 0 || source == told[to].identity) return;
        assertLe(rules.balanceOfIdentity(told[to].identity), MAX_BALANCE, "rule 18: a limit counts all wallets");
    }

    function _requireMayReceive(address wallet) private view {
        assertFalse(_isBlocked(wallet), "rules 3, 16: a blocked wallet receives nothing");
        assertTrue(_isVerified(wallet), "rule 7: nobody receives who is not verified");
    }

    function _isBlocked(address wallet) internal view returns (bool) {
        Wallet memory it = told[wallet];
        return it.quarantinedBy != 0 || it.awaitsVerification || it.successor != address(0);
    }

    function _isVerified(address wallet) internal view returns (bool) {
        return notary.vouchesFor(told[wallet].identity);
    }
}
