// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title A wallet that is a contract: it signs by its owner's key (ERC-1271), and calls for its owner
contract ContractWallet is IERC1271 {
    error NotOwner(address caller);
    error CallFailed(bytes reason);

    address public immutable owner;

    constructor(address owner_) {
        owner = owner_;
    }

    function call(address to, bytes calldata data) external {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        (bool success, bytes memory reason) = to.call(data);
        if (!success) revert CallFailed(reason);
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view override returns (bytes4) {
        (address recovered, , ) = ECDSA.tryRecover(hash, signature);
        return recovered == owner ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}
