// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {IClaimIssuer} from "../interfaces/IClaimIssuer.sol";

/// @title A claim issuer with one key, whose claims are signed as ONCHAINID 2.2.1 has it
contract HonestIssuer is IClaimIssuer {
    address public immutable signer;
    mapping(bytes32 signatureHash => bool) private _isRevoked;

    constructor(address signer_) {
        signer = signer_;
    }

    function revokeClaimBySignature(bytes calldata signature) external {
        _isRevoked[keccak256(signature)] = true;
    }

    function isClaimValid(
        address identity,
        uint256 topic,
        bytes calldata signature,
        bytes calldata data
    ) external view override returns (bool valid) {
        bytes32 hash = MessageHashUtils.toEthSignedMessageHash(keccak256(abi.encode(identity, topic, data)));
        (address recovered, , ) = ECDSA.tryRecover(hash, signature);
        return recovered == signer && !_isRevoked[keccak256(signature)];
    }
}
