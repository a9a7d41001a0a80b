// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Case, CaseStatus, Policy} from "../../../contracts/recovery/IRecoveryAgent.sol";
import {HonestToken} from "../../../contracts/mocks/HonestToken.sol";
import {Office} from "./Office.sol";

/// @title The handler of the invariant run, with the rules that hold after every step
contract Rules is Office {
    constructor() {
        _build();
        _buildGhost();
    }

    /// @notice After every step: all balances, the policy, and the case that was touched last with its wallets.
    function check() external view {
        _checkBalances();
        _checkPolicy();
        if (touched == 0) return;
        GhostCase storage it = cases[touched - 1];
        _checkCase(it);
        _checkWallet(it.recovery.lostWallet);
        _checkWallet(it.recovery.newWallet);
    }

    /// @notice At the end of a run: every case and every wallet.
    function checkAll() external view {
        for (uint256 i; i < cases.length; ++i) _checkCase(cases[i]);
        for (uint256 w; w < WALLETS; ++w) _checkWallet(wallets[w]);
    }

    function fail(string memory rule) private pure {
        assertTrue(false, rule);
    }

    function _checkBalances() private view {
        for (uint256 t; t < TOKENS; ++t) {
            HonestToken token = tokens[t];
            uint256 sum;
            for (uint256 w; w < WALLETS; ++w) {
                address wallet = wallets[w];
                uint256 balance = token.balanceOf(wallet);
                sum += balance;
                // A cheatcode costs more than the comparison: only a violation asks for its words.
                if (balance != balanceOf[token][wallet]) fail("rule 19: only its holder or a case moves a balance");
                if (isGuarded[wallet][token] && !token.isFrozen(wallet)) fail("rule 16: the quarantine lasts");
            }
            assertEq(token.totalSupply(), supplyOf[token], "rule 1: recovery never changes the supply");
            assertEq(sum, supplyOf[token], "rule 1: the supply is the sum of the balances");
        }
        assertEq(agent.liveCases(), liveCount, "live cases are counted");
    }

    function _checkWallet(address wallet) private view {
        assertEq(agent.successorOf(wallet), successor[wallet], "rule 3: a successor is final");
        assertEq(agent.nonces(wallet), nonceOf[wallet], "rule 10: nonces only grow, one a case");
        uint256 live = liveOf[wallet];
        bytes32 id = live == 0 ? bytes32(0) : cases[live - 1].id;
        assertEq(agent.liveCaseOf(wallet), id, "rule 15: one live case a wallet");
        for (uint256 t; t < TOKENS; ++t) {
            Holding memory holding = _holdingOf(tokens[t], wallet);
            assertLe(holding.frozen, holding.balance, "rule 4: no more is frozen than is held");
        }
    }

    function _checkPolicy() private view {
        Policy memory policy = agent.policy();
        assertEq(keccak256(abi.encode(policy)), keccak256(abi.encode(ghostPolicy)), "rule 14: the policy is as set");
        assertTrue(policy.delay >= 1 hours && policy.delay <= 30 days, "rule 14: the delay is within bounds");
        assertTrue(policy.window >= 1 days && policy.window <= 30 days, "rule 14: the window is within bounds");
        assertTrue(policy.threshold > 0 && policy.maxLiveCases > 0, "rule 14: nobody acts alone");
    }

    function _checkCase(GhostCase storage it) private view {
        Case memory seen = agent.caseOf(it.id);
        assertEq(uint256(seen.status), uint256(_statusOf(it)), "rule 9: only the drawn edges");
        assertEq(seen.readyAt, it.readyAt, "rule 13: the delay is as proposed");
        assertEq(seen.expiresAt, it.expiresAt, "rule 13: the window is as proposed");
        assertEq(seen.threshold, it.threshold, "rule 13: the threshold is as proposed");
        assertEq(seen.lostIdentity, it.lostIdentity, "rule 6: the lost wallet's identity as proposed");
        assertEq(seen.newIdentity, it.newIdentity, "rule 6: the new wallet's identity as proposed");
        assertEq(agent.approversOf(it.id), it.approvers, "rule 11: the approvers");
        assertEq(agent.approvalsOf(it.id), _approvalsOf(it), "rule 11: approvals count while their role lasts");
        bool contestable = it.written == CaseStatus.Proposed && !it.contested;
        assertEq(seen.contestable, contestable, "contestable once");
        assertLe(it.executions, 1, "rule 10: a case executes at most once");
        _checkSettled(it, seen.settledTokens);
    }

    function _checkSettled(GhostCase storage it, uint256 settledTokens) private view {
        uint256 count;
        for (uint256 i; i < it.recovery.tokens.length; ++i) {
            bool isSettled = (it.settled >> i) & 1 == 1;
            assertEq(agent.isSettled(it.id, i), isSettled, "rule 17: recovered, failed or pending");
            if (isSettled) ++count;
            if ((it.recovered >> i) & 1 == 0) continue;
            uint256 left = _caseToken(it, i).balanceOf(it.recovery.lostWallet);
            assertEq(left, 0, "rule 2: the lost wallet holds nothing of a recovered token");
        }
        assertEq(settledTokens, count, "rule 17: settled tokens are counted");
    }
}
