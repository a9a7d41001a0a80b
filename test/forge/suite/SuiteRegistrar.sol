// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Token} from "../../../contracts/token/Token.sol";
import {SuiteMarket} from "./SuiteMarket.sol";

/// @title What a registry's agents do to wallets, and recoveries
abstract contract SuiteRegistrar is SuiteMarket {
    uint256 private constant CASES = 3;

    /// Free for once: its claims were there when it took a place, or when it was released.
    mapping(address wallet => bool) internal wasVerified;

    function register(uint256 walletSeed, uint256 identitySeed) external replayed {
        (address wallet, address identity) = (_wallet(walletSeed), _identity(identitySeed));
        bool mayBe = told[wallet].identity == address(0) && told[wallet].successor == address(0);
        bytes memory call = abi.encodeCall(registry.registerIdentity, (wallet, identity, uint16(identitySeed % 1_000)));
        assertEq(
            _try(address(this), address(registry), call),
            mayBe,
            "rules 3, 5: a wallet has one identity, and a lost one no other"
        );
    }

    function unregister(uint256 walletSeed) external replayed {
        // Seldom, or no recovery would get anywhere.
        if (walletSeed % 3 != 0) return;
        _try(address(this), address(registry), abi.encodeCall(registry.deleteIdentity, (_wallet(walletSeed / 3))));
    }

    function updateIdentity(uint256 walletSeed, uint256 identitySeed) external replayed {
        address wallet = _wallet(walletSeed);
        bool mayBe = told[wallet].identity != address(0) && told[wallet].successor == address(0);
        bytes memory call = abi.encodeCall(registry.updateIdentity, (wallet, _identity(identitySeed)));
        assertEq(_try(address(this), address(registry), call), mayBe, "rule 3: a lost wallet keeps its identity");
    }

    function updateCountry(uint256 walletSeed, uint16 country) external replayed {
        address wallet = _wallet(walletSeed);
        bool mayBe = told[wallet].identity != address(0) && told[wallet].successor == address(0);
        bytes memory call = abi.encodeCall(registry.updateCountry, (wallet, country));
        assertEq(_try(address(this), address(registry), call), mayBe, "rule 3: a lost wallet keeps its country");
    }

    function quarantine(uint256 walletSeed, uint256 caseSeed) external replayed {
        address wallet = _wallet(walletSeed);
        bool mayBe = told[wallet].quarantinedBy == 0 && told[wallet].successor == address(0);
        bytes memory call = abi.encodeCall(registry.quarantine, (wallet, _case(caseSeed)));
        assertEq(_try(address(this), address(registry), call), mayBe, "one case holds a wallet");
    }

    function release(uint256 walletSeed, uint256 caseSeed) external replayed {
        (address wallet, bytes32 caseId) = (_wallet(walletSeed), _case(caseSeed));
        bool mayBe = told[wallet].quarantinedBy == caseId;
        bytes memory call = abi.encodeCall(registry.release, (wallet, caseId));
        assertEq(_try(address(this), address(registry), call), mayBe, "a case lets go of what it holds");
    }

    function recordSuccessor(uint256 lostSeed, uint256 newSeed, uint256 identitySeed) external replayed {
        (address lost, address next, address identity) = (_wallet(lostSeed), _wallet(newSeed), _identity(identitySeed));
        if (identitySeed % 2 == 0) identity = told[lost].identity;
        (Wallet memory old, Wallet memory young) = (told[lost], told[next]);
        bool success = _try(
            address(this),
            address(registry),
            abi.encodeCall(registry.recordSuccessor, (lost, next, identity))
        );
        if (!success) return;
        assertTrue(lost != next && old.successor == address(0), "rule 3: a successor is final");
        assertTrue(young.successor == address(0) && young.quarantinedBy == 0, "rule 3: no lost wallet succeeds");
        assertTrue(young.identity == address(0) || young.identity == identity, "rule 5: a wallet has one identity");
        if (notary.vouchesFor(identity)) wasVerified[next] = true;
    }

    function releaseVerified(uint256 walletSeed) external replayed {
        address wallet = _wallet(walletSeed);
        bool mayBe = told[wallet].awaitsVerification && _isVerified(wallet);
        bytes memory call = abi.encodeCall(registry.releaseVerified, (wallet));
        bool success = _try(_wallet(walletSeed / WALLETS), address(registry), call);
        assertEq(success, mayBe, "rule 7: a successor is free from its verification on");
        if (success) wasVerified[wallet] = true;
    }

    function vouch(uint256 identitySeed, bool stands) external {
        notary.vouch(_identity(identitySeed), stands || identitySeed % 2 == 0);
    }

    function attribute(uint256 walletSeed) external replayed {
        address[] memory one = new address[](1);
        one[0] = _wallet(walletSeed);
        rules.attribute(one);
    }

    /// @notice Mostly to the head of the wallet's chain; else to anybody.
    function recover(uint256 lostSeed, uint256 newSeed, uint256 tokenSeed) external replayed {
        (address lost, Token token) = (_wallet(lostSeed), _token(tokenSeed));
        address next = newSeed % 4 == 0 ? _wallet(newSeed / 4) : registry.headOf(lost);
        address identity = newSeed % 4 == 0 ? told[lost].identity : told[next].identity;
        bool hadSuccessor = told[lost].successor != address(0);
        bool mustBe =
            hadSuccessor && next != lost && _isHead(lost, next) && _isRecoverable(token, lost, next, identity);
        Holding memory left = toldHolding[address(token)][lost];
        Holding memory held = toldHolding[address(token)][next];
        uint256 supply = token.totalSupply();

        bytes memory call = abi.encodeCall(token.recoveryAddress, (lost, next, identity));
        bool success = _try(address(this), address(token), call);
        if (mustBe) assertTrue(success, "no rule vetoes a recovery");
        if (!success) return;
        if (!hadSuccessor && notary.vouchesFor(identity)) wasVerified[next] = true;
        assertTrue(_isHead(lost, next), "rule 3: tokens go where the successor is");
        assertEq(registry.identity(next), identity, "rule 6: to the identity that was named");
        assertTrue(
            wasVerified[next] || registry.standingOf(next) != registry.standingOf(address(0)),
            "rule 7: a successor that was never verified is blocked"
        );
        _requireCarriedOver(token, lost, next, left, held);
        assertEq(token.totalSupply(), supply, "rule 1: recovery never changes the supply");
    }

    function _requireCarriedOver(
        Token token,
        address lost,
        address next,
        Holding memory left,
        Holding memory held
    ) private view {
        (uint256 balance, uint256 frozen) = (token.balanceOf(lost), token.getFrozenTokens(lost));
        assertEq(balance + frozen, 0, "rule 2: nothing is left");
        (balance, frozen) = (token.balanceOf(next), token.getFrozenTokens(next));
        assertEq(balance, left.balance + held.balance, "rule 2: all of it arrived");
        assertEq(frozen, left.frozen + held.frozen, "rule 4: frozen parts add up");
        assertEq(token.isFrozen(next), left.isFrozen || held.isFrozen, "rule 4: a freeze is carried over");
    }

    function _isRecoverable(Token token, address lost, address next, address identity) private view returns (bool) {
        Holding memory left = toldHolding[address(token)][lost];
        bool isSomething = left.balance > 0 || left.isFrozen;
        bool isNamed = identity != address(0) && identity == told[next].identity;
        return !token.paused() && isSomething && isNamed && told[next].quarantinedBy == 0;
    }

    function _isHead(address lost, address next) private view returns (bool) {
        return registry.headOf(lost) == next && registry.successorOf(lost) != address(0);
    }

    function _case(uint256 seed) private pure returns (bytes32) {
        return bytes32(1 + (seed % CASES));
    }
}
