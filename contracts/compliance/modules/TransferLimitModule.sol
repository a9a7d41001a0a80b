// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Books, Migration} from "../IComplianceModule.sol";
import {Movement, MovementKind} from "../IContextCompliance.sol";
import {ComplianceModule} from "./ComplianceModule.sol";

/// @title One identity may send so much in a period, from all its wallets together
/// @notice Periods begin at multiples of their length since 1970. Transfers within an identity, mints, burns and what
/// agents move do not count.
contract TransferLimitModule is ComplianceModule {
    struct Limit {
        uint192 amount;
        uint64 period;
    }

    struct Spending {
        uint192 amount;
        /// Number of the period in which it was spent.
        uint64 period;
    }

    mapping(address compliance => Limit) private _limitOf;
    mapping(address compliance => mapping(address identity => Spending)) private _spendingOf;

    event TransferLimitSet(address indexed compliance, uint192 amount, uint64 period);

    /// @notice The sender's identity would send more than it may in this period.
    error TransferLimitModuleExceeded(address identity, uint256 amount, uint256 limit);

    /// @notice A period lasts at least a second.
    error TransferLimitModuleZeroPeriod();

    /// @notice Sets the limit for the compliance that calls; nobody may send until it is set.
    /// @param amount In base units.
    /// @param period In seconds.
    function setTransferLimit(uint192 amount, uint64 period) external {
        if (period == 0) revert TransferLimitModuleZeroPeriod();
        _limitOf[msg.sender] = Limit({amount: amount, period: period});
        emit TransferLimitSet(msg.sender, amount, period);
    }

    function transferLimitOf(address compliance) external view returns (Limit memory) {
        return _limitOf[compliance];
    }

    /// @notice What an identity has sent in the present period.
    function spentBy(address compliance, address identity) public view returns (uint256) {
        Spending memory spending = _spendingOf[compliance][identity];
        return spending.period == _periodOf(_limitOf[compliance]) ? spending.amount : 0;
    }

    function name() external pure override returns (string memory) {
        return "TransferLimitModule";
    }

    function refusalOf(
        address compliance,
        Movement calldata movement,
        Books calldata
    ) public view override returns (bytes memory reason) {
        if (!_counts(movement)) return "";
        uint256 amount = spentBy(compliance, movement.fromIdentity) + movement.amount;
        uint256 limit = _limitOf[compliance].amount;
        if (amount > limit) {
            reason = abi.encodeWithSelector(TransferLimitModuleExceeded.selector, movement.fromIdentity, amount, limit);
        }
    }

    function _record(Movement calldata movement) internal override {
        if (!_counts(movement)) return;
        _spendingOf[msg.sender][movement.fromIdentity] = Spending({
            amount: uint192(spentBy(msg.sender, movement.fromIdentity) + movement.amount),
            period: _periodOf(_limitOf[msg.sender])
        });
    }

    /// @dev A replacement identity has spent what the identity before it has.
    function _migrate(Migration calldata migration) internal override {
        (address from, address to) = (migration.fromIdentity, migration.toIdentity);
        if (from != to && spentBy(msg.sender, from) > spentBy(msg.sender, to)) {
            _spendingOf[msg.sender][to] = _spendingOf[msg.sender][from];
        }
    }

    function _periodOf(Limit memory limit) private view returns (uint64) {
        return limit.period == 0 ? 0 : uint64(block.timestamp / limit.period);
    }

    function _counts(Movement calldata movement) private pure returns (bool) {
        return
            movement.kind == MovementKind.Transfer &&
            movement.fromIdentity != movement.toIdentity &&
            movement.amount > 0;
    }
}
