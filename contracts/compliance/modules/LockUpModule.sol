// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Books, Migration} from "../IComplianceModule.sol";
import {Movement, MovementKind} from "../IContextCompliance.sol";
import {ComplianceModule} from "./ComplianceModule.sol";

/// @title Who receives tokens keeps them for a while, batch by batch
/// @notice A recovery moves the batches with their dates: the holding period does not start again.
contract LockUpModule is ComplianceModule {
    struct Batch {
        uint192 amount;
        uint64 releaseAt;
    }

    /// Release dates are rounded up to this part of the period, so that a wallet has a bounded number of batches.
    uint64 private constant STEPS = 16;
    /// Short of it, each batch has its own date.
    uint64 private constant MIN_PERIOD = STEPS;

    mapping(address compliance => uint64 period) private _periodOf;
    mapping(address compliance => mapping(address wallet => Batch[])) private _batchesOf;

    event LockUpSet(address indexed compliance, uint64 period);
    event BatchLocked(address indexed compliance, address indexed wallet, uint256 amount, uint64 releaseAt);

    /// @notice So much of what the wallet holds is locked still.
    error LockUpModuleLocked(address wallet, uint256 locked, uint256 balanceAfter);

    /// @notice A lock-up lasts at least so many seconds.
    error LockUpModulePeriodTooShort(uint64 period, uint64 minimum);

    /// @notice Sets for how many seconds received tokens are locked, for the compliance that calls. Batches that are
    /// locked keep their dates.
    function setLockUp(uint64 period) external {
        if (period < MIN_PERIOD) revert LockUpModulePeriodTooShort(period, MIN_PERIOD);
        _periodOf[msg.sender] = period;
        emit LockUpSet(msg.sender, period);
    }

    function lockUpOf(address compliance) external view returns (uint64 period) {
        return _periodOf[compliance];
    }

    /// @notice The batches of a wallet, some of them maybe released.
    function batchesOf(address compliance, address wallet) external view returns (Batch[] memory) {
        return _batchesOf[compliance][wallet];
    }

    /// @notice How much of a wallet's holding is locked now.
    function lockedOf(address compliance, address wallet) public view returns (uint256 locked) {
        Batch[] memory batches = _batchesOf[compliance][wallet];
        for (uint256 i; i < batches.length; ++i) {
            if (batches[i].releaseAt > block.timestamp) locked += batches[i].amount;
        }
    }

    function name() external pure override returns (string memory) {
        return "LockUpModule";
    }

    function refusalOf(
        address compliance,
        Movement calldata movement,
        Books calldata
    ) public view override returns (bytes memory reason) {
        if (movement.kind != MovementKind.Transfer || movement.amount == 0) return "";
        uint256 locked = lockedOf(compliance, movement.from);
        if (movement.fromBalance < locked) {
            reason = abi.encodeWithSelector(LockUpModuleLocked.selector, movement.from, locked, movement.fromBalance);
        }
    }

    function _record(Movement calldata movement) internal override {
        bool isWithinIdentity = movement.kind == MovementKind.Transfer && movement.fromIdentity == movement.toIdentity;
        uint64 period = _periodOf[msg.sender];
        if (movement.to == address(0) || movement.amount == 0 || isWithinIdentity || period == 0) return;
        uint64 step = period / STEPS;
        uint64 releaseAt = ((uint64(block.timestamp) + period + step - 1) / step) * step;
        _lock(movement.to, Batch({amount: uint192(movement.amount), releaseAt: releaseAt}));
    }

    function _migrate(Migration calldata migration) internal override {
        if (migration.fromWallet == migration.toWallet) return;
        Batch[] memory batches = _batchesOf[msg.sender][migration.fromWallet];
        delete _batchesOf[msg.sender][migration.fromWallet];
        for (uint256 i; i < batches.length; ++i) {
            if (batches[i].releaseAt > block.timestamp) _lock(migration.toWallet, batches[i]);
        }
    }

    /// @dev Takes the place of a batch that is released, or joins one of the same date.
    function _lock(address wallet, Batch memory batch) private {
        Batch[] storage batches = _batchesOf[msg.sender][wallet];
        emit BatchLocked(msg.sender, wallet, batch.amount, batch.releaseAt);
        uint256 count = batches.length;
        uint256 place = count;
        for (uint256 i; i < count; ++i) {
            uint64 releaseAt = batches[i].releaseAt;
            if (releaseAt == batch.releaseAt) {
                batches[i].amount += batch.amount;
                return;
            }
            if (releaseAt <= block.timestamp) place = i;
        }
        if (place == count) batches.push(batch);
        else batches[place] = batch;
    }
}
