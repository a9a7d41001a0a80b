// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IClaimIssuer} from "../interfaces/IClaimIssuer.sol";
import {IERC735} from "../interfaces/IERC735.sol";
import {Agents} from "./Agents.sol";
import {HonestRegistryStorage} from "./HonestRegistryStorage.sol";

/// @title Identity registry after T-REX 4.1.6, with at most one required claim
contract HonestRegistry is Agents {
    HonestRegistryStorage public immutable identityStorage;

    uint256 public requiredTopic;
    address public trustedIssuer;

    constructor(HonestRegistryStorage storage_) {
        identityStorage = storage_;
        storage_.bindIdentityRegistry(address(this));
    }

    function requireClaim(uint256 topic, address issuer) external onlyOwner {
        (requiredTopic, trustedIssuer) = (topic, issuer);
    }

    function updateIdentity(address wallet, address newIdentity) external onlyAgent {
        identityStorage.modifyStoredIdentity(wallet, newIdentity);
    }

    function registerIdentity(address wallet, address newIdentity, uint16 country) public virtual onlyAgent {
        identityStorage.addIdentityToStorage(wallet, newIdentity, country);
    }

    function deleteIdentity(address wallet) public virtual onlyAgent {
        identityStorage.removeIdentityFromStorage(wallet);
    }

    function identity(address wallet) public view virtual returns (address) {
        return identityStorage.storedIdentity(wallet);
    }

    function investorCountry(address wallet) public view virtual returns (uint16) {
        return identityStorage.storedInvestorCountry(wallet);
    }

    function isVerified(address wallet) public view virtual returns (bool) {
        address holder = identityStorage.storedIdentity(wallet);
        if (holder == address(0)) return false;
        if (requiredTopic == 0) return true;
        bytes32 claimId = keccak256(abi.encode(trustedIssuer, requiredTopic));
        (uint256 topic, , , bytes memory signature, bytes memory data, ) = IERC735(holder).getClaim(claimId);
        return topic == requiredTopic && IClaimIssuer(trustedIssuer).isClaimValid(holder, topic, signature, data);
    }
}
