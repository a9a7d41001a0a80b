// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Standing} from "../../../contracts/registry/IRecoverableRegistry.sol";
import {Token} from "../../../contracts/token/Token.sol";
import {SuiteRegistrar} from "./SuiteRegistrar.sol";

/// @title The handler of the suite's invariant run, with the rules that hold after every step
contract SuiteRules is SuiteRegistrar {
    constructor() {
        _build();
        _begin();
    }

    function check() external view {
        for (uint256 t; t < TOKENS; ++t) _checkToken(tokens[t]);
        for (uint256 w; w < WALLETS; ++w) _checkWallet(wallets[w]);
        _checkBooks();
    }

    /// @dev Six of the wallets hold something from the start, two of them under one identity.
    function _begin() private replayed {
        for (uint256 w; w < IDENTITIES; ++w) {
            registry.registerIdentity(wallets[w], identities[w == 5 ? 0 : w], uint16(w));
            if (w < 4) tokens[0].mint(wallets[w], 1_000);
            tokens[1].mint(wallets[w], 1_000);
        }
    }

    function _checkToken(Token token) private view {
        uint256 sum;
        for (uint256 w; w < WALLETS; ++w) {
            (uint256 balance, uint256 frozen) = (token.balanceOf(wallets[w]), token.getFrozenTokens(wallets[w]));
            bool isFrozen = token.isFrozen(wallets[w]);
            Holding memory holding = toldHolding[address(token)][wallets[w]];
            sum += balance;
            // A cheatcode costs more than the comparison: only a violation asks for its words.
            if (frozen > balance) fail("rule 4: no more is frozen than there is");
            if (balance != holding.balance || frozen != holding.frozen || isFrozen != holding.isFrozen) {
                fail("rule 20: events rebuild every holding");
            }
            address spender = wallets[(w + 1) % WALLETS];
            if (token.allowance(wallets[w], spender) != toldAllowance[address(token)][wallets[w]][spender]) {
                fail("rule 20: events rebuild every allowance");
            }
        }
        if (sum != token.totalSupply()) fail("rule 1: the supply is the sum of the balances");
        if (sum != toldSupply[address(token)]) fail("rule 20: events rebuild the supply");
    }

    function _checkWallet(address wallet) private view {
        Wallet memory it = told[wallet];
        if (store.storedIdentity(wallet) != it.identity) fail("rules 5, 20: events give each identity's wallets");
        if (store.storedInvestorCountry(wallet) != it.country) fail("rule 20: events rebuild every country");
        if (store.successorOf(wallet) != it.successor) fail("rules 3, 20: events rebuild every successor");
        if (store.quarantinedBy(wallet) != it.quarantinedBy) fail("rule 20: events rebuild every quarantine");
        if (registry.standingOf(wallet) != _standing(it)) fail("rule 20: events tell who may take part");
    }

    function _checkBooks() private view {
        uint256 investors;
        for (uint256 i; i < IDENTITIES; ++i) {
            uint256 sum;
            for (uint256 w; w < WALLETS; ++w) {
                if (toldAttribution[wallets[w]] != identities[i]) continue;
                sum += toldHolding[address(tokens[0])][wallets[w]].balance;
            }
            if (sum > 0) ++investors;
            if (rules.balanceOfIdentity(identities[i]) != sum) fail("rule 18: a count is the sum over the wallets");
        }
        if (rules.investorCount() != investors) fail("rule 18: investors are counted");
        for (uint256 w; w < WALLETS; ++w) {
            if (rules.attributedIdentity(wallets[w]) != toldAttribution[wallets[w]])
                fail("rule 20: events rebuild books");
        }
    }

    function fail(string memory rule) private pure {
        assertTrue(false, rule);
    }

    function _standing(Wallet memory it) private pure returns (Standing) {
        if (it.successor != address(0)) return Standing.Lost;
        if (it.quarantinedBy != 0) return Standing.Quarantined;
        return it.awaitsVerification ? Standing.AwaitingVerification : Standing.Free;
    }
}
