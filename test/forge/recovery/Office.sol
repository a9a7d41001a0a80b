// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CaseStatus, Policy, Recovery} from "../../../contracts/recovery/IRecoveryAgent.sol";
import {Execution} from "./Execution.sol";

/// @title What people do to cases, those in their role and all others
/// @dev Each call must succeed exactly when the model says so: safety and liveness at once.
abstract contract Office is Execution {
    function propose(uint256 lostSeed, uint256 newSeed, uint256 tokenMask, uint256 oddity) external {
        Recovery memory recovery = _recoveryOf(lostSeed, newSeed, tokenMask, oddity % 4 == 0);
        if (oddity % 16 == 1) ++recovery.nonce;
        address signer = oddity % 16 == 2 ? recovery.lostWallet : recovery.newWallet;
        bool success = _propose(recovery, signer, _actor(oddity >> 8, staff[(oddity >> 16) % 2]));
        for (uint256 steps = success ? (oddity >> 24) % 4 : 0; steps > 0; --steps) advance(0);
    }

    /// @notice The same signature for the same case again.
    function proposeAgain(uint256 seed) external {
        if (cases.length == 0) return;
        Recovery memory recovery = cases[_place(seed)].recovery;
        _propose(recovery, recovery.newWallet, staff[0]);
    }

    function approve(uint256 seed, uint256 who) external {
        if (cases.length == 0) return;
        GhostCase storage it = cases[_place(seed)];
        address custodian = _actor(who, staff[1 + ((who >> 8) % 3)]);
        bool expected = _mayApprove(it, custodian);
        bool success = _try(custodian, address(agent), abi.encodeCall(agent.approve, (it.id)));
        assertEq(success, expected, "rule 11: an approval counts exactly when its custodian may give it");
        if (success) it.approvers.push(custodian);
    }

    function approveBySignature(uint256 seed, uint256 who, uint256 signerSeed) external {
        if (cases.length == 0) return;
        GhostCase storage it = cases[_place(seed)];
        address custodian = _actor(who, staff[1 + ((who >> 8) % 3)]);
        address signer = _actor(signerSeed, custodian);
        bool expected = signer == custodian && _mayApprove(it, custodian);
        bytes memory signature = sign(keyOf[signer], agent.approvalDigest(it.id, custodian));
        bytes memory call = abi.encodeCall(agent.approveBySignature, (it.id, custodian, signature));
        bool success = _try(_wallet(signerSeed), address(agent), call);
        assertEq(success, expected, "rule 11: a signed approval counts exactly when its custodian signed it");
        if (success) it.approvers.push(custodian);
    }

    function contest(uint256 seed, uint256 who) external {
        if (cases.length == 0 || who % 3 == 0) return;
        GhostCase storage it = cases[_place(seed)];
        address by = _actor(who, it.recovery.lostWallet);
        CaseStatus status = _statusOf(it);
        bool expected =
            (status == CaseStatus.Proposed || status == CaseStatus.Ready) &&
                !it.contested &&
                (by == it.recovery.lostWallet || _isManager(it.lostIdentity, by));
        bool success = _try(by, address(agent), abi.encodeCall(agent.contest, (it.id)));
        assertEq(success, expected, "the holder contests, once, while it matters");
        if (success) (it.contested, it.written) = (true, CaseStatus.Contested);
    }

    function uphold(uint256 seed, uint256 who) external {
        if (cases.length == 0) return;
        GhostCase storage it = cases[_place(seed)];
        address by = _actor(who, staff[4]);
        bool expected = _hasRole(GUARDIAN, by) && _statusOf(it) == CaseStatus.Contested;
        bool success = _try(by, address(agent), abi.encodeCall(agent.uphold, (it.id)));
        assertEq(success, expected, "a guardian upholds a contested case");
        if (success) it.written = CaseStatus.Proposed;
    }

    function cancel(uint256 seed, uint256 who) external {
        if (cases.length == 0 || who % 3 != 0) return;
        uint256 place = _place(seed);
        GhostCase storage it = cases[place];
        address by = _actor(who, staff[4]);
        bool isExpired = _statusOf(it) == CaseStatus.Expired;
        bool expected = liveOf[it.recovery.lostWallet] == place + 1 && (isExpired || _hasRole(GUARDIAN, by));
        bool success = _try(by, address(agent), abi.encodeCall(agent.cancel, (it.recovery)));
        assertEq(success, expected, "rule 19: a guardian cancels before execution, whatever is paused");
        if (!success) return;
        _end(it, isExpired ? CaseStatus.Expired : CaseStatus.Cancelled);
        _expectReleased(it);
    }

    function release(uint256 seed, uint256 who) external {
        if (cases.length == 0) return;
        GhostCase storage it = cases[_place(seed)];
        bool expected =
            (it.written == CaseStatus.Cancelled || it.written == CaseStatus.Expired) &&
                liveOf[it.recovery.lostWallet] == 0;
        bool success = _try(_actor(who, _wallet(who)), address(agent), abi.encodeCall(agent.release, (it.recovery)));
        assertEq(success, expected, "anybody releases what an ended case left frozen");
        if (success) _expectReleased(it);
    }

    function quarantine(uint256 seed, uint256 who) external {
        if (cases.length == 0) return;
        uint256 place = _place(seed);
        GhostCase storage it = cases[place];
        address by = _actor(who, staff[0]);
        bool isOpen =
            it.written == CaseStatus.Executed
                ? !_isNewWalletDoubtful(it.recovery.newWallet)
                : liveOf[it.recovery.lostWallet] == place + 1;
        bool success = _try(by, address(agent), abi.encodeCall(agent.quarantine, (it.recovery)));
        assertEq(success, _hasRole(IDENTITY_MANAGER, by) && isOpen, "an identity manager quarantines for an open case");
        if (success) _expectQuarantined(it);
    }

    function setPolicy(uint256 delay, uint256 window, uint8 threshold, uint256 who) external {
        Policy memory next = Policy({
            delay: uint32(bound(delay, 0, 40 days)),
            window: uint32(bound(window, 0, 40 days)),
            threshold: threshold % 4,
            maxLiveCases: uint16(who % 6)
        });
        if (delay % 4 != 0) next = Policy(uint32((1 + (delay % 8)) * 1 hours), 2 days, 1 + (threshold % 2), 4);
        bool isWithinBounds =
            next.delay >= 1 hours &&
                next.delay <= 30 days &&
                next.window >= 1 days &&
                next.window <= 30 days &&
                next.threshold > 0 &&
                next.maxLiveCases > 0;
        address by = _actor(who, staff[5]);
        bool success = _try(by, address(agent), abi.encodeCall(agent.setPolicy, (next)));
        assertEq(success, isWithinBounds && _hasRole(POLICY_ADMIN, by), "rule 14: only a policy within its bounds");
        if (success) ghostPolicy = next;
    }

    function changeRole(uint256 roleSeed, uint256 who, bool granted) external {
        uint64 role = uint64(1 + (roleSeed % 4));
        if (granted) authority.grantRole(role, staff[who % STAFF], 0);
        else if (roleSeed % 5 == 0) authority.revokeRole(role, staff[who % STAFF]);
    }

    /// @notice Goes to an edge of a case's time, a second before it or after it.
    function waitForEdge(uint256 seed, uint256 edge) external {
        if (cases.length == 0) return;
        GhostCase storage it = cases[_place(seed)];
        uint256 time = (edge % 2 == 0 ? it.readyAt : it.expiresAt) + ((edge / 2) % 3) - 1;
        if (time > block.timestamp) vm.warp(time);
    }

    /// @notice The next honest step of a case, so that runs get somewhere.
    function advance(uint256 seed) public {
        if (cases.length == 0) return;
        uint256 place = _place(seed);
        GhostCase storage it = cases[place];
        CaseStatus status = _statusOf(it);
        if (status == CaseStatus.Executed) return _retry(it, staff[0], gasleft());
        if (status == CaseStatus.Ready) return _execute(it, staff[0], gasleft());
        if (status == CaseStatus.Contested) {
            if (_try(staff[4], address(agent), abi.encodeCall(agent.uphold, (it.id)))) it.written = CaseStatus.Proposed;
        }
        if (status != CaseStatus.Proposed) return;
        for (uint256 i = 1; i < 4; ++i) {
            if (!_mayApprove(it, staff[i])) continue;
            assertTrue(_try(staff[i], address(agent), abi.encodeCall(agent.approve, (it.id))), "a custodian approves");
            it.approvers.push(staff[i]);
        }
        if (block.timestamp < it.readyAt) vm.warp(it.readyAt);
    }

    function _propose(Recovery memory recovery, address signer, address by) private returns (bool success) {
        bytes32 id = agent.caseIdOf(recovery);
        address lostIdentity = _registrationOf(recovery.lostWallet);
        address newIdentity = _newIdentityOf(recovery, id);
        bool expected =
            _hasRole(IDENTITY_MANAGER, by) &&
                signer == recovery.newWallet &&
                _walletsAllow(recovery) &&
                lostIdentity != address(0) &&
                _identitiesAllow(recovery, lostIdentity, newIdentity);
        bytes memory acceptance = sign(keyOf[signer], id);
        success = _try(by, address(agent), abi.encodeCall(agent.propose, (recovery, acceptance)));
        assertEq(success, expected, "rules 10, 12, 15: a case opens exactly when nothing stands in its way");
        if (success) _open(recovery, id, by, lostIdentity, newIdentity);
    }

    function _walletsAllow(Recovery memory recovery) private view returns (bool) {
        (address lost, address next) = (recovery.lostWallet, recovery.newWallet);
        address head = _headOf(lost);
        return
            lost != next &&
            recovery.nonce == nonceOf[lost] &&
            liveCount < ghostPolicy.maxLiveCases &&
            liveOf[lost] == 0 &&
            liveOf[next] == 0 &&
            successor[next] == address(0) &&
            (head == lost || head == next);
    }

    function _open(
        Recovery memory recovery,
        bytes32 id,
        address by,
        address lostIdentity,
        address newIdentity
    ) private {
        GhostCase storage it = cases.push();
        it.id = id;
        it.recovery = recovery;
        it.written = CaseStatus.Proposed;
        it.readyAt = block.timestamp + ghostPolicy.delay;
        it.expiresAt = it.readyAt + ghostPolicy.window;
        it.threshold = ghostPolicy.threshold;
        it.proposer = by;
        it.lostIdentity = lostIdentity;
        it.newIdentity = newIdentity;
        liveOf[recovery.lostWallet] = liveOf[recovery.newWallet] = touched = cases.length;
        ++liveCount;
        ++nonceOf[recovery.lostWallet];
        _expectQuarantined(it);
    }

    function _mayApprove(GhostCase storage it, address custodian) private view returns (bool) {
        CaseStatus status = _statusOf(it);
        if (status != CaseStatus.Proposed && status != CaseStatus.Ready) return false;
        for (uint256 i; i < it.approvers.length; ++i) if (it.approvers[i] == custodian) return false;
        return _hasRole(CUSTODIAN, custodian) && custodian != it.proposer;
    }

    function _recoveryOf(
        uint256 lostSeed,
        uint256 newSeed,
        uint256 tokenMask,
        bool keepsIdentity
    ) private view returns (Recovery memory recovery) {
        recovery.registry = address(registry);
        recovery.lostWallet = _wallet(lostSeed);
        recovery.newWallet = _wallet(newSeed);
        // Mostly one that no registry knows.
        for (uint256 i; i < WALLETS && newSeed % 8 != 0 && registry.identity(recovery.newWallet) != address(0); ++i) {
            recovery.newWallet = _wallet((newSeed % WALLETS) + i);
        }
        // Now and then the successor, for tokens that were found late.
        if (newSeed % 4 == 1) recovery.newWallet = _headOf(recovery.lostWallet);
        if (keepsIdentity) recovery.identity = _registrationOf(recovery.lostWallet);
        uint256 count;
        address[] memory chosen = new address[](TOKENS);
        for (uint256 t; t < TOKENS; ++t) if ((tokenMask >> t) & 1 == 1) chosen[count++] = address(tokens[t]);
        recovery.tokens = new address[](count);
        for (uint256 i; i < count; ++i) recovery.tokens[i] = chosen[i];
        recovery.evidence = bytes32(tokenMask);
        recovery.nonce = nonceOf[recovery.lostWallet];
    }
}
