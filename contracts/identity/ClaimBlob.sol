// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SSTORE2} from "solady/src/utils/SSTORE2.sol";
import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {Claim} from "./IIdentityFactory.sol";

/// @title A claim as one blob of bytes, as short as can be, to be stored as code
/// @dev topic 32 ‖ scheme 32 ‖ issuer 20 ‖ signature length 4 ‖ data length 4 ‖ signature ‖ data ‖ uri
library ClaimBlob {
    using Bytes for bytes;

    uint256 private constant ISSUER = 64;
    uint256 private constant HEADER = 92;

    function encode(Claim memory claim) internal pure returns (bytes memory blob) {
        return
            abi.encodePacked(
                claim.topic,
                claim.scheme,
                claim.issuer,
                uint32(claim.signature.length),
                uint32(claim.data.length),
                claim.signature,
                claim.data,
                claim.uri
            );
    }

    /// @dev What a registry asks for, and nothing more, straight from where it is stored.
    function readProof(
        address stored
    ) internal view returns (address issuer, bytes memory signature, bytes memory data) {
        // issuer 20 ‖ signature length 4 ‖ data length 4
        uint256 header = uint256(bytes32(SSTORE2.read(stored, ISSUER, HEADER)));
        issuer = address(uint160(header >> 96));
        uint256 signatureEnd = HEADER + uint32(header >> 64);
        signature = SSTORE2.read(stored, HEADER, signatureEnd);
        data = SSTORE2.read(stored, signatureEnd, signatureEnd + uint32(header >> 32));
    }

    function decode(bytes memory blob) internal pure returns (Claim memory claim) {
        claim.topic = uint256(bytes32(blob.slice(0, 32)));
        claim.scheme = uint256(bytes32(blob.slice(32, 64)));
        claim.issuer = address(bytes20(blob.slice(64, 84)));
        uint256 signatureEnd = HEADER + uint32(bytes4(blob.slice(84, 88)));
        uint256 dataEnd = signatureEnd + uint32(bytes4(blob.slice(88, HEADER)));
        claim.signature = blob.slice(HEADER, signatureEnd);
        claim.data = blob.slice(signatureEnd, dataEnd);
        claim.uri = string(blob.slice(dataEnd));
    }
}
