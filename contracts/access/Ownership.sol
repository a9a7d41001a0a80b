// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";

/// @title One owner, who hands over in two steps
/// @notice As OpenZeppelin's Ownable2Step, for clones and proxies: the owner is given when the contract is made.
/// Ownership cannot be renounced, since a suite without an owner could never be repaired.
abstract contract Ownership is Initializable {
    /// @custom:storage-location erc7201:regain.storage.Ownership
    struct OwnershipStorage {
        address owner;
        address pendingOwner;
    }

    /// keccak256(abi.encode(uint256(keccak256("regain.storage.Ownership")) - 1)) & ~bytes32(uint256(0xff)), which the compiler
    /// would compute at every use.
    bytes32 private constant OWNERSHIP_SLOT = 0xb171d46eaecfed90dbc29f3b9da892e94b325d116c52bd28f2022ab3564f6600;

    event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner);
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    /// @notice The caller does not own the contract.
    error OwnershipOwnerOnly(address caller);

    /// @notice The caller is not the one that ownership was offered to.
    error OwnershipPendingOwnerOnly(address caller);

    /// @notice A contract needs an owner.
    error OwnershipZeroOwner();

    modifier onlyOwner() {
        _requireOwner();
        _;
    }

    /// @notice Offers the ownership. Only the owner. Zero withdraws the offer.
    function transferOwnership(address newOwner) external onlyOwner {
        OwnershipStorage storage $ = _ownershipStorage();
        $.pendingOwner = newOwner;
        emit OwnershipTransferStarted($.owner, newOwner);
    }

    /// @notice Takes the ownership that was offered to the caller.
    function acceptOwnership() external {
        if (msg.sender != pendingOwner()) revert OwnershipPendingOwnerOnly(msg.sender);
        _setOwner(msg.sender);
    }

    function owner() public view returns (address) {
        return _ownershipStorage().owner;
    }

    function pendingOwner() public view returns (address) {
        return _ownershipStorage().pendingOwner;
    }

    function _initializeOwner(address firstOwner) internal onlyInitializing {
        if (firstOwner == address(0)) revert OwnershipZeroOwner();
        _setOwner(firstOwner);
    }

    function _requireOwner() internal view {
        if (msg.sender != owner()) revert OwnershipOwnerOnly(msg.sender);
    }

    function _setOwner(address newOwner) private {
        OwnershipStorage storage $ = _ownershipStorage();
        emit OwnershipTransferred($.owner, newOwner);
        $.owner = newOwner;
        if ($.pendingOwner != address(0)) delete $.pendingOwner;
    }

    function _ownershipStorage() private pure returns (OwnershipStorage storage $) {
        bytes32 slot = OWNERSHIP_SLOT;
        // ERC-7201: Solidity cannot name a slot otherwise.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            $.slot := slot
        }
    }
}
