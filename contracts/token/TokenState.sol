// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IToken} from "./IToken.sol";
import {WalletHolding} from "./WalletHolding.sol";

/// @title What a token remembers
/// @dev ERC-7201: behind an upgradeable proxy, under a name of its own.
abstract contract TokenState is IToken {
    /// @custom:storage-location erc7201:regain.storage.Token
    struct State {
        // One word: all that a transfer reads when there are no rules.
        address registry;
        bool isRegistryRecoverable;
        bool isPaused;
        uint8 decimals;
        bool isComplianceInContext;
        bool isComplianceIdle;
        address compliance;
        uint120 totalSupply;
        address onchainID;
        string name;
        string symbol;
        mapping(address wallet => WalletHolding) holdingOf;
        mapping(address owner => mapping(address spender => uint256)) allowanceOf;
        mapping(address owner => uint256) nonceOf;
    }

    /// keccak256(abi.encode(uint256(keccak256("regain.storage.Token")) - 1)) & ~bytes32(uint256(0xff)), which the compiler
    /// would compute at every use.
    bytes32 private constant STATE_SLOT = 0x36aa638cb1235d00e7acaf07aef707e40a63ae84f98c4f05edbed711eb8a4d00;

    function _state() internal pure returns (State storage $) {
        bytes32 slot = STATE_SLOT;
        // ERC-7201: Solidity cannot name a slot otherwise.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            $.slot := slot
        }
    }
}
