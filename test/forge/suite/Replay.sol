// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IModularCompliance} from "../../../contracts/compliance/IModularCompliance.sol";
import {IERC3643} from "../../../contracts/interfaces/IERC3643.sol";
import {IIdentityRegistryStorage} from "../../../contracts/interfaces/IIdentityRegistryStorage.sol";
import {IRecoverableStorage} from "../../../contracts/registry/IRecoverableStorage.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Vm} from "../Cheats.sol";
import {SuiteWorld} from "./SuiteWorld.sol";

/// @title What the events alone tell: of wallets, of holdings, of the books
abstract contract Replay is SuiteWorld {
    struct Wallet {
        address identity;
        uint16 country;
        bytes32 quarantinedBy;
        bool awaitsVerification;
        address successor;
    }

    struct Holding {
        uint256 balance;
        uint256 frozen;
        bool isFrozen;
    }

    mapping(address wallet => Wallet) internal told;
    mapping(address token => mapping(address wallet => Holding)) internal toldHolding;
    mapping(address token => uint256) internal toldSupply;
    mapping(address token => mapping(address owner => mapping(address spender => uint256))) internal toldAllowance;
    mapping(address wallet => address identity) internal toldAttribution;

    /// @dev Takes in what a step logs.
    modifier replayed() {
        vm.recordLogs();
        _;
        _readLogs();
    }

    /// @dev What `who` may; refusals are part of the game, and what they logged never happened.
    function _try(address who, address target, bytes memory data) internal returns (bool success) {
        _readLogs();
        vm.prank(who);
        // A refusal must not end the run.
        // solhint-disable-next-line avoid-low-level-calls
        (success, ) = target.call(data);
        if (!success) vm.getRecordedLogs();
    }

    function _readLogs() private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            address emitter = logs[i].emitter;
            if (emitter == address(store)) _readWallet(logs[i]);
            else if (emitter == address(rules)) _readBooks(logs[i]);
            else if (emitter == address(tokens[0]) || emitter == address(tokens[1])) _readToken(emitter, logs[i]);
        }
    }

    function _readWallet(Vm.Log memory log) private {
        bytes32 kind = log.topics[0];
        address wallet = log.topics.length > 1 ? _address(log.topics[1]) : address(0);
        if (kind == IIdentityRegistryStorage.IdentityStored.selector) {
            told[wallet].identity = _address(log.topics[2]);
        } else if (kind == IIdentityRegistryStorage.IdentityUnstored.selector) {
            (told[wallet].identity, told[wallet].country) = (address(0), 0);
        } else if (kind == IIdentityRegistryStorage.CountryModified.selector) {
            told[wallet].country = uint16(uint256(log.topics[2]));
        } else if (kind == IRecoverableStorage.WalletIdentityModified.selector) {
            told[wallet].identity = _address(log.topics[3]);
        } else if (kind == IRecoverableStorage.WalletQuarantined.selector) {
            told[wallet].quarantinedBy = log.topics[2];
        } else if (kind == IRecoverableStorage.WalletReleased.selector) {
            told[wallet].quarantinedBy = 0;
        } else if (kind == IRecoverableStorage.SuccessorRecorded.selector) {
            told[wallet].successor = _address(log.topics[2]);
        } else if (kind == IRecoverableStorage.VerificationAwaited.selector) {
            told[wallet].awaitsVerification = true;
        } else if (kind == IRecoverableStorage.VerificationArrived.selector) {
            told[wallet].awaitsVerification = false;
        }
    }

    function _readToken(address token, Vm.Log memory log) private {
        bytes32 kind = log.topics[0];
        if (kind == IERC20.Transfer.selector) {
            _readTransfer(token, _address(log.topics[1]), _address(log.topics[2]), abi.decode(log.data, (uint256)));
        } else if (kind == IERC20.Approval.selector) {
            uint256 amount = abi.decode(log.data, (uint256));
            toldAllowance[token][_address(log.topics[1])][_address(log.topics[2])] = amount;
        } else if (kind == IERC3643.TokensFrozen.selector) {
            toldHolding[token][_address(log.topics[1])].frozen += abi.decode(log.data, (uint256));
        } else if (kind == IERC3643.TokensUnfrozen.selector) {
            toldHolding[token][_address(log.topics[1])].frozen -= abi.decode(log.data, (uint256));
        } else if (kind == IERC3643.AddressFrozen.selector) {
            toldHolding[token][_address(log.topics[1])].isFrozen = log.topics[2] != 0;
        }
    }

    function _readTransfer(address token, address from, address to, uint256 amount) private {
        if (from == address(0)) toldSupply[token] += amount;
        else toldHolding[token][from].balance -= amount;
        if (to == address(0)) toldSupply[token] -= amount;
        else toldHolding[token][to].balance += amount;
    }

    function _readBooks(Vm.Log memory log) private {
        if (log.topics[0] != IModularCompliance.IdentityAttributed.selector) return;
        toldAttribution[_address(log.topics[1])] = _address(log.topics[3]);
    }

    function _address(bytes32 topic) private pure returns (address) {
        return address(uint160(uint256(topic)));
    }
}
