// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Policy, Recovery} from "../../../contracts/recovery/IRecoveryAgent.sol";
import {IRecoveryAgent} from "../../../contracts/recovery/IRecoveryAgent.sol";
import {RecoveryAgent} from "../../../contracts/recovery/RecoveryAgent.sol";
import {World} from "./World.sol";

/// @title Case ids and policy bounds, for any values
contract RecoveryAgentFuzzTest is World {
    function setUp() public {
        _build();
    }

    function testFuzz_anyChangedFieldGivesAnotherCaseId(
        Recovery calldata recovery,
        uint256 field,
        uint256 change
    ) public view {
        change = bound(change, 1, type(uint64).max);
        Recovery memory other = recovery;
        field %= 7;
        if (field == 0) other.registry = _shift(other.registry, change);
        if (field == 1) other.lostWallet = _shift(other.lostWallet, change);
        if (field == 2) other.newWallet = _shift(other.newWallet, change);
        if (field == 3) other.identity = _shift(other.identity, change);
        if (field == 4) other.evidence = bytes32(uint256(other.evidence) ^ change);
        if (field == 5) other.nonce ^= change;
        if (field == 6) {
            if (other.tokens.length == 0) other.tokens = new address[](1);
            else
                other.tokens[change % other.tokens.length] = _shift(other.tokens[change % other.tokens.length], change);
        }
        assertTrue(
            agent.caseIdOf(recovery) != agent.caseIdOf(other),
            "rule 12: any changed field gives another case id"
        );
    }

    function testFuzz_movingATokenToAnotherPlaceGivesAnotherCaseId(
        Recovery calldata recovery,
        address token
    ) public view {
        vm.assume(recovery.tokens.length > 0 && token != recovery.tokens[0]);
        Recovery memory longer = recovery;
        longer.tokens = new address[](recovery.tokens.length + 1);
        for (uint256 i; i < recovery.tokens.length; ++i) longer.tokens[i + 1] = recovery.tokens[i];
        longer.tokens[0] = token;
        Recovery memory shifted = recovery;
        shifted.tokens = new address[](recovery.tokens.length + 1);
        for (uint256 i; i < recovery.tokens.length; ++i) shifted.tokens[i] = recovery.tokens[i];
        shifted.tokens[recovery.tokens.length] = token;
        bool isSame = keccak256(abi.encode(longer.tokens)) == keccak256(abi.encode(shifted.tokens));
        if (!isSame)
            assertTrue(agent.caseIdOf(longer) != agent.caseIdOf(shifted), "rule 12: the order of tokens counts");
        assertTrue(agent.caseIdOf(recovery) != agent.caseIdOf(longer), "rule 12: a further token counts");
    }

    function testFuzz_anotherChainOrContractGivesAnotherCaseId(Recovery calldata recovery, uint64 chainId) public {
        bytes32 here = agent.caseIdOf(recovery);
        RecoveryAgent twin = new RecoveryAgent(address(authority), address(factory), agent.policy());
        assertTrue(here != twin.caseIdOf(recovery), "rule 12: another contract, another case id");
        vm.assume(chainId != block.chainid && chainId != 0);
        vm.chainId(chainId);
        assertTrue(here != agent.caseIdOf(recovery), "rule 12: another chain, another case id");
    }

    function testFuzz_aPolicyIsAcceptedExactlyWithinItsBounds(Policy calldata next, bool nearBounds) public {
        Policy memory policy = next;
        if (nearBounds) {
            policy.delay = _near(next.delay, 1 hours, 30 days);
            policy.window = _near(next.window, 1 days, 30 days);
        }
        bool isWithin = policy.delay >= 1 hours && policy.delay <= 30 days;
        isWithin = isWithin && policy.window >= 1 days && policy.window <= 30 days;
        isWithin = isWithin && policy.threshold > 0 && policy.maxLiveCases > 0;

        Policy memory before = agent.policy();
        bool success = _try(staff[5], address(agent), abi.encodeCall(IRecoveryAgent.setPolicy, (policy)));
        assertEq(success, isWithin, "rule 14: accepted exactly within the bounds");
        bytes32 now_ = keccak256(abi.encode(agent.policy()));
        assertEq(now_, keccak256(abi.encode(success ? policy : before)), "rule 14: a refused policy changes nothing");
    }

    /// @dev A second around one bound or the other.
    function _near(uint32 seed, uint32 low, uint32 high) private pure returns (uint32) {
        return (seed % 2 == 0 ? low : high) + ((seed / 2) % 3) - 1;
    }

    function _shift(address account, uint256 change) private pure returns (address) {
        return address(uint160(account) ^ uint160(change));
    }
}
