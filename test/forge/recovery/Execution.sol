// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Claim} from "../../../contracts/identity/IIdentityFactory.sol";
import {CaseStatus, Outcome, Preview, TokenResult} from "../../../contracts/recovery/IRecoveryAgent.sol";
import {HonestToken} from "../../../contracts/mocks/HonestToken.sol";
import {Market} from "./Market.sol";

/// @title Executions, retries and quarantines, and what each must have done to every token
abstract contract Execution is Market {
    struct Before {
        address registration;
        uint256 settled;
        Holding[] lost;
        Holding[] next;
    }

    /// @notice Now and then with little gas: what does not fit must wait unharmed.
    function execute(uint256 seed, uint256 who, uint256 gasSeed) external {
        if (cases.length == 0) return;
        _execute(cases[_place(seed)], _actor(who, staff[0]), _gas(gasSeed));
    }

    function retry(uint256 seed, uint256 who, uint256 gasSeed) external {
        if (cases.length == 0) return;
        _retry(cases[_place(seed)], _actor(who, staff[0]), _gas(gasSeed));
    }

    function _execute(GhostCase storage it, address by, uint256 gasLimit) internal {
        bool expected =
            _hasRole(IDENTITY_MANAGER, by) &&
                _statusOf(it) == CaseStatus.Ready &&
                _registrationOf(it.recovery.lostWallet) == it.lostIdentity &&
                _identitiesAllow(it.recovery, it.lostIdentity, it.newIdentity);
        bool isRich = gasLimit > 30_000_000;
        TokenResult[] memory foretold = expected && isRich ? _preview(it) : new TokenResult[](0);

        Before memory before = _look(it);
        (bool success, bytes memory answer) = _try(
            by,
            address(agent),
            gasLimit,
            abi.encodeCall(agent.execute, (it.recovery, new Claim[](0)))
        );
        if (!success) return assertFalse(expected && isRich, "liveness: a ready case executes");
        assertTrue(expected, "rules 8, 9, 10, 11: only a ready case executes, by an identity manager");
        ++it.executions;
        _end(it, CaseStatus.Executed);
        _replace(it);
        _expectMoved(it, before, answer);
        if (isRich) _expectForetold(foretold, answer);
    }

    function _retry(GhostCase storage it, address by, uint256 gasLimit) internal {
        bool expected =
            _hasRole(IDENTITY_MANAGER, by) &&
                it.written == CaseStatus.Executed &&
                !_isNewWalletDoubtful(it.recovery.newWallet);
        bool isRich = gasLimit > 30_000_000;
        TokenResult[] memory foretold = expected && isRich ? _preview(it) : new TokenResult[](0);

        Before memory before = _look(it);
        (bool success, bytes memory answer) = _try(
            by,
            address(agent),
            gasLimit,
            abi.encodeCall(agent.retry, (it.recovery))
        );
        if (!success) return assertFalse(expected && isRich, "liveness: an executed case can be retried");
        assertTrue(expected, "only an executed case is retried, by an identity manager, to a wallet not lost since");
        _expectMoved(it, before, answer);
        if (isRich) _expectForetold(foretold, answer);
    }

    /// @dev The case is live no longer.
    function _end(GhostCase storage it, CaseStatus status) internal {
        it.written = status;
        delete liveOf[it.recovery.lostWallet];
        delete liveOf[it.recovery.newWallet];
        --liveCount;
    }

    /// @dev Every token that the agent serves has the lost wallet frozen at once.
    function _expectQuarantined(GhostCase storage it) internal {
        address lost = it.recovery.lostWallet;
        for (uint256 i; i < it.recovery.tokens.length; ++i) {
            HonestToken token = _caseToken(it, i);
            if (token.isAgent(address(agent))) assertTrue(token.isFrozen(lost), "rule 16: the lost wallet is frozen");
            isGuarded[lost][token] = token.isFrozen(lost);
            frozenBy[lost][token] = agent.quarantinedBy(lost, address(token));
        }
    }

    /// @dev Exactly the freezes that the case set are gone, wherever the agent may still lift them; none of them from a
    /// wallet that has a successor.
    function _expectReleased(GhostCase storage it) internal {
        address lost = it.recovery.lostWallet;
        bool isReleasable = successor[lost] == address(0);
        for (uint256 i; i < it.recovery.tokens.length; ++i) {
            HonestToken token = _caseToken(it, i);
            bool isOurs = frozenBy[lost][token] == it.id;
            bool isLifted = isReleasable && isOurs && token.isAgent(address(agent)) && !isRecovered[lost][token];
            if (isLifted) assertFalse(token.isFrozen(lost), "rule 19: cancelling lifts the case's freeze");
            else if (isGuarded[lost][token]) assertTrue(token.isFrozen(lost), "the freezes of others stay");
            if (isLifted) delete frozenBy[lost][token];
            // A freeze of somebody else is theirs to lift again.
            if (isLifted || !isOurs) isGuarded[lost][token] = isRecovered[lost][token];
        }
    }

    function _replace(GhostCase storage it) private {
        (address lost, address next) = (it.recovery.lostWallet, it.recovery.newWallet);
        bool isCreated = it.recovery.identity == address(0) && successor[lost] == address(0);
        if (successor[lost] == address(0)) (successor[lost], identityOfSuccessor[lost]) = (next, it.newIdentity);
        assertEq(registry.identity(next), it.newIdentity, "rule 6: the new wallet has the case's identity");
        assertTrue(it.newIdentity.code.length > 0, "rule 6: the identity exists");
        // In a further case it is the successor's, whose keys the holder may have changed since.
        if (isCreated) {
            assertTrue(_isManager(it.newIdentity, next), "rule 6: the new wallet manages the replacement identity");
        }
    }

    function _expectMoved(GhostCase storage it, Before memory before, bytes memory answer) private {
        TokenResult[] memory results = abi.decode(answer, (TokenResult[]));
        assertEq(results.length, it.recovery.tokens.length, "a result a token");
        for (uint256 i; i < results.length; ++i) _expectTokenMoved(it, before, i, results[i]);
        _followRegistration(it, before);
    }

    function _expectTokenMoved(
        GhostCase storage it,
        Before memory before,
        uint256 i,
        TokenResult memory result
    ) private {
        HonestToken token = _caseToken(it, i);
        (address lostWallet, address newWallet) = (it.recovery.lostWallet, it.recovery.newWallet);
        (Holding memory lost, Holding memory next) = (_holdingOf(token, lostWallet), _holdingOf(token, newWallet));
        bool wasSettled = (before.settled >> i) & 1 == 1;
        bool isSettled = agent.isSettled(it.id, i);
        if (wasSettled || !isSettled || result.outcome == Outcome.NothingHeld) {
            assertEq(keccak256(abi.encode(next)), keccak256(abi.encode(before.next[i])), "rule 17: all or nothing");
            assertEq(keccak256(abi.encode(lost)), keccak256(abi.encode(before.lost[i])), "rule 17: all or nothing");
        }
        if (wasSettled) {
            assertTrue(isSettled, "rule 17: what is done stays done");
            bool isKnown = result.outcome == Outcome.SettledBefore || result.outcome == Outcome.Pending;
            return assertTrue(isKnown, "rule 17: what is done is not done again");
        }
        if (!isSettled) return assertTrue(result.outcome != Outcome.Recovered, "rule 17: recovered means settled");
        it.settled |= 1 << i;
        if (result.outcome == Outcome.NothingHeld) {
            return assertEq(lost.balance, 0, "nothing held means nothing");
        }
        it.recovered |= 1 << i;
        bool carries = before.lost[i].walletFrozen && frozenBy[lostWallet][token] == 0;
        assertEq(uint256(result.outcome), uint256(Outcome.Recovered), "settled is recovered, or nothing held");
        assertEq(lost.balance + lost.frozen, 0, "rule 2: the lost wallet holds nothing of a recovered token");
        assertTrue(lost.walletFrozen, "rule 3: the lost wallet stays frozen");
        assertEq(next.balance, before.next[i].balance + before.lost[i].balance, "the whole balance arrives");
        assertEq(next.frozen, before.next[i].frozen + before.lost[i].frozen, "rule 4: frozen parts add up");
        assertEq(
            next.walletFrozen,
            before.next[i].walletFrozen || carries,
            "rule 4: the wallet freeze is carried over"
        );
        assertTrue(before.lost[i].balance == 0 || registry.isVerified(newWallet), "rule 7: only the verified receive");
        isGuarded[lostWallet][token] = isRecovered[lostWallet][token] = true;
        frozenBy[lostWallet][token] = agent.quarantinedBy(lostWallet, address(token));
        balanceOf[token][newWallet] += before.lost[i].balance;
        balanceOf[token][lostWallet] = 0;
    }

    /// @dev The lost wallet leaves the registry only with nothing of the case left on it.
    function _followRegistration(GhostCase storage it, Before memory before) private {
        address lost = it.recovery.lostWallet;
        bool isDone = it.settled + 1 == 1 << it.recovery.tokens.length;
        bool wasDone = before.settled + 1 == 1 << it.recovery.tokens.length;
        if (registry.identity(lost) != address(0)) return;
        if (before.registration != address(0)) {
            assertTrue(isDone, "the lost wallet is registered while a token waits");
            removedFrom[lost] = it.lostIdentity;
        } else if (!wasDone) {
            removedFrom[lost] = it.lostIdentity;
        }
    }

    function _preview(GhostCase storage it) private returns (TokenResult[] memory) {
        Preview memory seen = agent.preview(it.recovery, new Claim[](0), 0);
        assertEq(seen.blockers.length, 0, "preview sees no blocker where there is none");
        assertEq(seen.newIdentity, it.newIdentity, "preview knows the identity");
        return seen.tokens;
    }

    function _expectForetold(TokenResult[] memory foretold, bytes memory answer) private pure {
        assertEq(abi.encode(foretold), abi.encode(abi.decode(answer, (TokenResult[]))), "preview foretells all of it");
    }

    function _look(GhostCase storage it) private view returns (Before memory before) {
        uint256 count = it.recovery.tokens.length;
        before.registration = registry.identity(it.recovery.lostWallet);
        before.settled = it.settled;
        before.lost = new Holding[](count);
        before.next = new Holding[](count);
        for (uint256 i; i < count; ++i) {
            before.lost[i] = _holdingOf(_caseToken(it, i), it.recovery.lostWallet);
            before.next[i] = _holdingOf(_caseToken(it, i), it.recovery.newWallet);
        }
    }

    function _gas(uint256 seed) private view returns (uint256) {
        return seed % 3 == 0 ? bound(seed / 3, 500_000, 14_000_000) : gasleft();
    }

    /// @dev Every second time the latest case.
    function _place(uint256 seed) internal returns (uint256 place) {
        place = seed % 2 == 0 ? cases.length - 1 : (seed / 2) % cases.length;
        touched = place + 1;
    }
}
