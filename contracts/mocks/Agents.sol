// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Agents, as T-REX 4.1.6 has them: the owner names them
abstract contract Agents {
    error CallerIsNotOwner(address caller);
    error CallerIsNotAgent(address caller);

    address public immutable owner = msg.sender;
    mapping(address account => bool) public isAgent;

    modifier onlyOwner() {
        if (msg.sender != owner) revert CallerIsNotOwner(msg.sender);
        _;
    }

    modifier onlyAgent() {
        if (!isAgent[msg.sender]) revert CallerIsNotAgent(msg.sender);
        _;
    }

    function addAgent(address agent) external onlyOwner {
        isAgent[agent] = true;
    }

    function removeAgent(address agent) external onlyOwner {
        isAgent[agent] = false;
    }
}
