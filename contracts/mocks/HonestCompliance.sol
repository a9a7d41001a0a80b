// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Compliance with one rule: whom it refuses receives nothing, by force neither
contract HonestCompliance {
    error ReceiverRefused(address to);

    mapping(address account => bool) public isRefused;
    uint256 public transfers;

    function refuse(address account, bool refused) external {
        isRefused[account] = refused;
    }

    function transferred(address, address to, uint256) external {
        if (isRefused[to]) revert ReceiverRefused(to);
        ++transfers;
    }

    function canTransfer(address, address to, uint256) external view returns (bool) {
        return !isRefused[to];
    }
}
