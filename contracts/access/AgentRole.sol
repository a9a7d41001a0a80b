// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAgentRole} from "../interfaces/IAgentRole.sol";
import {Ownership} from "./Ownership.sol";

/// @title Agents: the accounts that may operate a token or a registry (ERC-3643)
abstract contract AgentRole is IAgentRole, Ownership {
    /// @custom:storage-location erc7201:regain.storage.AgentRole
    struct AgentRoleStorage {
        mapping(address account => bool) isAgent;
    }

    /// keccak256(abi.encode(uint256(keccak256("regain.storage.AgentRole")) - 1)) & ~bytes32(uint256(0xff)), which the compiler
    /// would compute at every use.
    bytes32 private constant AGENT_ROLE_SLOT = 0x274246e2afe617cb5b9c6589e8b8316821de069d376a6c15e49287d9596af900;

    /// @notice The caller is not an agent.
    error AgentRoleAgentOnly(address caller);

    /// @notice Zero cannot be an agent.
    error AgentRoleZeroAgent();

    /// @notice The account is an agent already.
    error AgentRoleAgentKnown(address agent);

    /// @notice The account is no agent.
    error AgentRoleAgentUnknown(address agent);

    modifier onlyAgent() {
        _requireAgent();
        _;
    }

    function addAgent(address agent) external override onlyOwner {
        _addAgent(agent);
    }

    function removeAgent(address agent) external override onlyOwner {
        _removeAgent(agent);
    }

    function isAgent(address agent) public view override returns (bool) {
        return _agentRoleStorage().isAgent[agent];
    }

    function _addAgent(address agent) internal {
        if (agent == address(0)) revert AgentRoleZeroAgent();
        if (isAgent(agent)) revert AgentRoleAgentKnown(agent);
        _agentRoleStorage().isAgent[agent] = true;
        emit AgentAdded(agent);
    }

    function _removeAgent(address agent) internal {
        if (!isAgent(agent)) revert AgentRoleAgentUnknown(agent);
        delete _agentRoleStorage().isAgent[agent];
        emit AgentRemoved(agent);
    }

    function _requireAgent() internal view {
        if (!isAgent(msg.sender)) revert AgentRoleAgentOnly(msg.sender);
    }

    function _agentRoleStorage() private pure returns (AgentRoleStorage storage $) {
        bytes32 slot = AGENT_ROLE_SLOT;
        // ERC-7201: Solidity cannot name a slot otherwise.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            $.slot := slot
        }
    }
}
