// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {Claim} from "./IIdentityFactory.sol";

/// @title A claim as one blob of bytes, as short as can be, to be stored as code
/// @dev topic 32 ‖ scheme 32 ‖ issuer 20 ‖ signature length 4 ‖ data length 4 ‖ signature ‖ data ‖ uri
library ClaimBlob {
    using Bytes for bytes;

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
