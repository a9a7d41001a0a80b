// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {IERC734} from "../interfaces/IERC734.sol";
import {IERC735} from "../interfaces/IERC735.sol";
import {ClaimHolder} from "./ClaimHolder.sol";
import {IClaimLookup} from "./IClaimLookup.sol";
import {Claim, Key} from "./IIdentityFactory.sol";

/// @title Identity: a person's keys and claims on chain
/// @notice Several calls of one caller fit in one transaction (`multicall`): a dozen claims, say. Each needs what it needs alone.
/// @dev Lives as a clone whose immutable arguments name its first account and its first authoriser; the factory that deploys this code is the only one that may initialize its clones.
contract Identity is ClaimHolder, ERC165, Multicall {
    using Bytes for bytes;

    uint256 private constant ADDRESS_LENGTH = 20;

    address private immutable _factory = msg.sender;
    /// The shared code itself has no keys: nobody manages it.
    address private immutable _implementation = address(this);

    function initialize(Key[] calldata keys, Claim[] calldata claims) external override {
        if (msg.sender != _factory) revert IdentityFactoryOnly(msg.sender);
        _initializeKeys(keys);
        address registry = _firstAuthoriser();
        if (registry != address(0)) emit AuthoriserSet(registry);
        for (uint256 i; i < claims.length; ++i) _addClaim(claims[i]);
    }

    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return
            interfaceId == type(IERC734).interfaceId ||
            interfaceId == type(IERC735).interfaceId ||
            interfaceId == type(IClaimLookup).interfaceId ||
            super.supportsInterface(interfaceId);
    }

    function _firstAccount() internal view override returns (address) {
        return address(bytes20(_cloneArguments()));
    }

    function _firstAuthoriser() internal view override returns (address) {
        bytes memory arguments = _cloneArguments();
        return arguments.length > ADDRESS_LENGTH ? address(bytes20(arguments.slice(ADDRESS_LENGTH))) : address(0);
    }

    /// @dev The management account, and the authoriser where there is one.
    function _cloneArguments() private view returns (bytes memory) {
        if (address(this) == _implementation) return "";
        return Clones.fetchCloneArgs(address(this));
    }
}
