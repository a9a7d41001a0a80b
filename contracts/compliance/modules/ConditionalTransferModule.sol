// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Books, Migration} from "../IComplianceModule.sol";
import {Movement, MovementKind} from "../IContextCompliance.sol";
import {ComplianceModule} from "./ComplianceModule.sol";

/// @title An officer approves each transfer beforehand
/// @notice One approval serves one transfer of exactly that amount. Approvals follow a wallet in its recovery.
contract ConditionalTransferModule is ComplianceModule {
    mapping(address compliance => mapping(address account => bool)) private _isOfficer;
    mapping(address compliance => mapping(bytes32 transferId => uint256 count)) private _approvals;
    /// Whose approvals a wallet takes over: the wallet's that it took the place of.
    mapping(address compliance => mapping(address wallet => address former)) private _formerOf;

    event OfficerSet(address indexed compliance, address indexed account, bool isOfficer);
    event TransferApproved(
        address indexed compliance,
        address indexed from,
        address indexed to,
        uint256 amount,
        address officer
    );
    event ApprovalWithdrawn(
        address indexed compliance,
        address indexed from,
        address indexed to,
        uint256 amount,
        address officer
    );

    /// @notice No officer approved this transfer.
    error ConditionalTransferModuleNotApproved(address from, address to, uint256 amount);

    /// @notice The caller is no officer of the compliance.
    error ConditionalTransferModuleOfficerOnly(address caller);

    modifier onlyOfficer(address compliance) {
        if (!_isOfficer[compliance][msg.sender]) revert ConditionalTransferModuleOfficerOnly(msg.sender);
        _;
    }

    /// @notice Makes an account an officer, or no longer, for the compliance that calls.
    function setOfficer(address account, bool officer) external {
        _isOfficer[msg.sender][account] = officer;
        emit OfficerSet(msg.sender, account, officer);
    }

    /// @notice Approves one transfer. Only an officer of the compliance.
    function approveTransfer(
        address compliance,
        address from,
        address to,
        uint256 amount
    ) external onlyOfficer(compliance) {
        ++_approvals[compliance][_transferId(from, to, amount)];
        emit TransferApproved(compliance, from, to, amount, msg.sender);
    }

    /// @notice Takes an approval back that was not used. Only an officer of the compliance.
    function withdrawApproval(
        address compliance,
        address from,
        address to,
        uint256 amount
    ) external onlyOfficer(compliance) {
        bytes32 transferId = _approvalFor(compliance, from, to, amount);
        if (transferId == 0) revert ConditionalTransferModuleNotApproved(from, to, amount);
        --_approvals[compliance][transferId];
        emit ApprovalWithdrawn(compliance, from, to, amount, msg.sender);
    }

    function isOfficer(address compliance, address account) external view returns (bool) {
        return _isOfficer[compliance][account];
    }

    /// @notice Whether an approval for this very transfer waits.
    function isApproved(address compliance, address from, address to, uint256 amount) external view returns (bool) {
        return _approvalFor(compliance, from, to, amount) != 0;
    }

    function name() external pure override returns (string memory) {
        return "ConditionalTransferModule";
    }

    function refusalOf(
        address compliance,
        Movement calldata movement,
        Books calldata
    ) public view override returns (bytes memory reason) {
        if (!_isConditional(movement)) return "";
        if (_approvalFor(compliance, movement.from, movement.to, movement.amount) == 0) {
            reason = abi.encodeWithSelector(
                ConditionalTransferModuleNotApproved.selector,
                movement.from,
                movement.to,
                movement.amount
            );
        }
    }

    function _record(Movement calldata movement) internal override {
        if (!_isConditional(movement)) return;
        --_approvals[msg.sender][_approvalFor(msg.sender, movement.from, movement.to, movement.amount)];
    }

    function _migrate(Migration calldata migration) internal override {
        if (migration.fromWallet != migration.toWallet) {
            _formerOf[msg.sender][migration.toWallet] = migration.fromWallet;
        }
    }

    /// @return transferId Zero when nothing was approved, for these wallets or those they took the place of.
    function _approvalFor(
        address compliance,
        address from,
        address to,
        uint256 amount
    ) private view returns (bytes32 transferId) {
        for (address sender = from; sender != address(0); sender = _formerOf[compliance][sender]) {
            for (address receiver = to; receiver != address(0); receiver = _formerOf[compliance][receiver]) {
                transferId = _transferId(sender, receiver, amount);
                if (_approvals[compliance][transferId] > 0) return transferId;
            }
        }
        return 0;
    }

    function _isConditional(Movement calldata movement) private pure returns (bool) {
        return movement.kind == MovementKind.Transfer && movement.amount > 0;
    }

    function _transferId(address from, address to, uint256 amount) private pure returns (bytes32) {
        return keccak256(abi.encode(from, to, amount));
    }
}
