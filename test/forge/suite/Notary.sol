// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IClaimIssuer} from "../../../contracts/interfaces/IClaimIssuer.sol";

/// @title An issuer that stands by an identity's claims, or no longer
contract Notary is IClaimIssuer {
    mapping(address identity => bool) public vouchesFor;

    function vouch(address identity, bool stands) external {
        vouchesFor[identity] = stands;
    }

    function isClaimValid(
        address identity,
        uint256,
        bytes calldata,
        bytes calldata
    ) external view override returns (bool valid) {
        return vouchesFor[identity];
    }
}
