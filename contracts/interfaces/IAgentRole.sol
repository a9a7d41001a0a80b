// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Agents: the accounts that may operate a token or a registry
/// @dev ERC-3643.
interface IAgentRole {
    event AgentAdded(address indexed agent);
    event AgentRemoved(address indexed agent);

    /// @notice Makes `agent` an agent. Only the owner.
    function addAgent(address agent) external;

    /// @notice Takes the role from `agent`. Only the owner.
    function removeAgent(address agent) external;

    /// @notice Whether `agent` is one.
    function isAgent(address agent) external view returns (bool);
}
