// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Create3} from "@openzeppelin/contracts/utils/Create3.sol";
import {IIdentity} from "./IIdentity.sol";
import {Identity} from "./Identity.sol";
import {Claim, IIdentityFactory, Key} from "./IIdentityFactory.sol";

/// @title Identity factory
/// @dev Create3 rather than a cloned CREATE2: the first management key stands in the clone's code, and must not
/// move its address.
contract IdentityFactory is IIdentityFactory {
    address public immutable override implementation = address(new Identity());

    function createIdentity(
        bytes32 salt,
        address managementAccount,
        Key[] calldata keys,
        Claim[] calldata claims
    ) external override returns (address identity) {
        return _create(salt, managementAccount, abi.encodePacked(managementAccount), keys, claims);
    }

    function createAuthorisedIdentity(
        bytes32 salt,
        address managementAccount,
        address authoriser,
        Key[] calldata keys,
        Claim[] calldata claims
    ) external override returns (address identity) {
        return _create(salt, managementAccount, abi.encodePacked(managementAccount, authoriser), keys, claims);
    }

    function predictIdentity(address creator, bytes32 salt) public view override returns (address identity) {
        return Create3.computeAddress(_ownSalt(creator, salt));
    }

    function _create(
        bytes32 salt,
        address managementAccount,
        bytes memory cloneArguments,
        Key[] calldata keys,
        Claim[] calldata claims
    ) private returns (address identity) {
        // Check
        if (managementAccount == address(0)) revert IdentityFactoryNoManagementKey();
        identity = predictIdentity(msg.sender, salt);
        if (identity.code.length != 0) revert IdentityFactorySaltUsed(identity, salt);

        // Effect
        emit IdentityCreated(identity, msg.sender, salt);

        // Interaction: an issuer is asked about each claim.
        Create3.deploy(0, _ownSalt(msg.sender, salt), _cloneWith(cloneArguments));
        IIdentity(identity).initialize(keys, claims);
    }

    /// @dev Creation code of an ERC-1167 clone with immutable arguments, as OpenZeppelin's Clones writes it (there it is
    /// private) and as `Clones.fetchCloneArgs` reads it.
    function _cloneWith(bytes memory cloneArguments) private view returns (bytes memory) {
        return
            abi.encodePacked(
                hex"61",
                uint16(0x2d + cloneArguments.length),
                hex"3d81600a3d39f3363d3d373d3d3d363d73",
                implementation,
                hex"5af43d82803e903d91602b57fd5bf3",
                cloneArguments
            );
    }

    function _ownSalt(address creator, bytes32 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(creator, salt));
    }
}
