// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {LibCall} from "solady/src/utils/LibCall.sol";
import {IClaimIssuer} from "../interfaces/IClaimIssuer.sol";
import {Claim} from "./IIdentityFactory.sol";

/// @title Asks an issuer whether a claim holds, whatever the issuer's contract may do
library ClaimValidity {
    /// Enough for an issuer that checks a contract's signature; too little to harm the transaction around it.
    uint256 internal constant ISSUER_GAS = 500_000;

    /// @return Whether the issuer answered "valid". One that reverts, burns its gas or talks nonsense did not.
    function isValid(Claim memory claim, address identity) internal view returns (bool) {
        (bool success, , bytes memory answer) = LibCall.tryStaticCall(
            claim.issuer,
            ISSUER_GAS,
            32,
            abi.encodeCall(IClaimIssuer.isClaimValid, (identity, claim.topic, claim.signature, claim.data))
        );
        return success && answer.length == 32 && bytes32(answer) == bytes32(uint256(1));
    }
}
