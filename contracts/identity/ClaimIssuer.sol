// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ECDSA as EcdsaSignature} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {IClaimIssuer} from "../interfaces/IClaimIssuer.sol";
import {IERC734} from "../interfaces/IERC734.sol";
import {Key} from "./IIdentityFactory.sol";
import {ITypedClaimIssuer} from "./ITypedClaimIssuer.sol";
import {KeyHolder} from "./KeyHolder.sol";

/// @title Claim issuer
/// @dev Every transfer of a token asks here, so the contract stands on its own, behind no proxy: one signature, one slot
/// for the signer's key, one for the revocation.
contract ClaimIssuer is ITypedClaimIssuer, KeyHolder, EIP712, ERC165 {
    bytes32 private constant CLAIM_TYPEHASH = keccak256(
        "Claim(uint256 topic,address subject,ClaimData data)"
        "ClaimData(uint256 issuedAt,uint256 validUntil,bytes payload)"
    );
    bytes32 private constant DATA_TYPEHASH = keccak256("ClaimData(uint256 issuedAt,uint256 validUntil,bytes payload)");
    /// Of the two times that a claim's data begins with.
    uint256 private constant TIMES_LENGTH = 16;
    uint256 private constant ACCOUNT_SIGNATURE_LENGTH = 65;
    uint256 private constant ADDRESS_LENGTH = 20;

    address private immutable _managementAccount;

    mapping(bytes32 digest => bool) private _isRevoked;

    /// @param managementAccount The account that manages the issuer from the start.
    /// @param keys Further keys: those with purpose 3 sign claims.
    constructor(address managementAccount, Key[] memory keys) EIP712("Regain ClaimIssuer", "1") {
        if (managementAccount == address(0)) revert ClaimIssuerNoManagementKey();
        _managementAccount = managementAccount;
        _initializeKeys(keys);
    }

    function revokeClaims(bytes32[] calldata digests) external override onlyKey(CLAIM_SIGNER) {
        for (uint256 i; i < digests.length; ++i) {
            if (_isRevoked[digests[i]]) continue;
            _isRevoked[digests[i]] = true;
            emit ClaimRevoked(digests[i]);
        }
    }

    function isClaimValid(
        address identity,
        uint256 topic,
        bytes calldata signature,
        bytes calldata data
    ) external view override returns (bool valid) {
        if (data.length < TIMES_LENGTH || !_isItsTime(data)) return false;
        bytes32 digest = _digestOf(identity, topic, data);
        return !_isRevoked[digest] && _isSigned(digest, signature);
    }

    function digestOf(
        address subject,
        uint256 topic,
        bytes calldata data
    ) external view override returns (bytes32 digest) {
        if (data.length < TIMES_LENGTH) revert ClaimIssuerDataTooShort(data.length);
        return _digestOf(subject, topic, data);
    }

    function isRevoked(bytes32 digest) external view override returns (bool) {
        return _isRevoked[digest];
    }

    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return
            interfaceId == type(ITypedClaimIssuer).interfaceId ||
            interfaceId == type(IClaimIssuer).interfaceId ||
            interfaceId == type(IERC734).interfaceId ||
            super.supportsInterface(interfaceId);
    }

    function _firstAccount() internal view override returns (address) {
        return _managementAccount;
    }

    function _isSigned(bytes32 digest, bytes calldata signature) private view returns (bool) {
        if (signature.length == ACCOUNT_SIGNATURE_LENGTH) {
            (address account, EcdsaSignature.RecoverError problem, ) = EcdsaSignature.tryRecoverCalldata(
                digest,
                signature
            );
            return problem == EcdsaSignature.RecoverError.NoError && _isClaimKey(account);
        }
        if (signature.length < ADDRESS_LENGTH) return false;
        address signer = address(bytes20(signature));
        return
            _isClaimKey(signer) &&
            SignatureChecker.isValidERC1271SignatureNowCalldata(signer, digest, signature[ADDRESS_LENGTH:]);
    }

    function _isClaimKey(address signer) private view returns (bool) {
        return keyHasPurpose(_keyOf(signer), CLAIM_SIGNER);
    }

    function _digestOf(address subject, uint256 topic, bytes calldata data) private view returns (bytes32) {
        (uint256 issuedAt, uint256 validUntil) = _timesOf(data);
        bytes32 dataHash = keccak256(abi.encode(DATA_TYPEHASH, issuedAt, validUntil, keccak256(data[TIMES_LENGTH:])));
        return _hashTypedDataV4(keccak256(abi.encode(CLAIM_TYPEHASH, topic, subject, dataHash)));
    }

    /// @dev Both ends are part of the claim's time; an end of zero is none.
    function _isItsTime(bytes calldata data) private view returns (bool) {
        (uint256 issuedAt, uint256 validUntil) = _timesOf(data);
        return issuedAt <= block.timestamp && (validUntil == 0 || block.timestamp <= validUntil);
    }

    function _timesOf(bytes calldata data) private pure returns (uint256 issuedAt, uint256 validUntil) {
        return (uint64(bytes8(data[:8])), uint64(bytes8(data[8:TIMES_LENGTH])));
    }
}
