// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SSTORE2} from "solady/src/utils/SSTORE2.sol";
import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Claim} from "./IIdentityFactory.sol";

/// @title A claim as one blob of bytes, as short as can be, to be stored as code
/// @dev issuer 20 ‖ lengths of signature 2, data 2, topic 1 and scheme 1 ‖ signature ‖ data ‖ topic ‖ scheme ‖ uri.
/// Topic and scheme without their leading zeros: a byte of code costs 200 gas, and most of both are a single byte.
library ClaimBlob {
    using Bytes for bytes;

    uint256 private constant HEADER = 26;

    function encode(Claim memory claim) internal pure returns (bytes memory blob) {
        bytes memory topic = _short(claim.topic);
        bytes memory scheme = _short(claim.scheme);
        return
            abi.encodePacked(
                claim.issuer,
                uint16(claim.signature.length),
                uint16(claim.data.length),
                uint8(topic.length),
                uint8(scheme.length),
                claim.signature,
                claim.data,
                topic,
                scheme,
                claim.uri
            );
    }

    /// @dev What a registry asks for, and nothing more, straight from where it is stored.
    function readProof(
        address stored
    ) internal view returns (address issuer, bytes memory signature, bytes memory data) {
        uint256 header = uint256(bytes32(SSTORE2.read(stored, 0, HEADER)));
        issuer = address(uint160(header >> 96));
        uint256 signatureEnd = HEADER + uint16(header >> 80);
        signature = SSTORE2.read(stored, HEADER, signatureEnd);
        data = SSTORE2.read(stored, signatureEnd, signatureEnd + uint16(header >> 64));
    }

    function decode(bytes memory blob) internal pure returns (Claim memory claim) {
        uint256 header = uint256(bytes32(blob.slice(0, HEADER)));
        claim.issuer = address(uint160(header >> 96));
        uint256 signatureEnd = HEADER + uint16(header >> 80);
        uint256 dataEnd = signatureEnd + uint16(header >> 64);
        uint256 topicEnd = dataEnd + uint8(header >> 56);
        uint256 schemeEnd = topicEnd + uint8(header >> 48);
        claim.signature = blob.slice(HEADER, signatureEnd);
        claim.data = blob.slice(signatureEnd, dataEnd);
        claim.topic = _long(blob.slice(dataEnd, topicEnd));
        claim.scheme = _long(blob.slice(topicEnd, schemeEnd));
        claim.uri = string(blob.slice(schemeEnd));
    }

    /// @dev A number without its leading zeros; zero is no byte at all.
    function _short(uint256 number) private pure returns (bytes memory) {
        return abi.encodePacked(number).slice(number == 0 ? 32 : 31 - Math.log256(number));
    }

    function _long(bytes memory short) private pure returns (uint256) {
        return short.length == 0 ? 0 : uint256(bytes32(short)) >> (8 * (32 - short.length));
    }
}
