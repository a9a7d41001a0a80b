// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";
import {IIdentity} from "./IIdentity.sol";
import {Identity} from "./Identity.sol";
import {Claim, IIdentityFactory, Key} from "./IIdentityFactory.sol";

/// @title Identity factory
/// @dev The first management key stands in the clone's code, and must not move its address. So every identity has the same
/// creation code, which asks the factory for the code to be.
contract IdentityFactory is IIdentityFactory {
    /// Calls its creator without data, and returns what that answers: PUSH0 PUSH0 PUSH0 PUSH0 CALLER GAS STATICCALL POP,
    /// RETURNDATASIZE PUSH0 PUSH0 RETURNDATACOPY, RETURNDATASIZE PUSH0 RETURN.
    bytes private constant CREATION_CODE = hex"5f5f5f5f335afa503d5f5f3e3d5ff3";

    address public immutable override implementation = address(new Identity());

    /// The identity that is being made: whose it is, and who authorises its claims.
    address private transient _managementAccount;
    address private transient _authoriser;

    /// @notice The code of the identity that is being made. Asked by nobody but its creation code.
    fallback(bytes calldata) external returns (bytes memory code) {
        return _cloneCode();
    }

    function createIdentity(
        bytes32 salt,
        address managementAccount,
        Key[] calldata keys,
        Claim[] calldata claims
    ) external override returns (address identity) {
        return _create(salt, managementAccount, address(0), keys, claims);
    }

    function createAuthorisedIdentity(
        bytes32 salt,
        address managementAccount,
        address authoriser,
        Key[] calldata keys,
        Claim[] calldata claims
    ) external override returns (address identity) {
        return _create(salt, managementAccount, authoriser, keys, claims);
    }

    function predictIdentity(address creator, bytes32 salt) public view override returns (address identity) {
        return Create2.computeAddress(_ownSalt(creator, salt), keccak256(CREATION_CODE));
    }

    function _create(
        bytes32 salt,
        address managementAccount,
        address authoriser,
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
        (_managementAccount, _authoriser) = (managementAccount, authoriser);
        Create2.deploy(0, _ownSalt(msg.sender, salt), CREATION_CODE);
        (_managementAccount, _authoriser) = (address(0), address(0));
        IIdentity(identity).initialize(keys, claims);
    }

    /// @dev An ERC-1167 clone with immutable arguments, as OpenZeppelin's Clones writes it (there it is private) and as
    /// `Clones.fetchCloneArgs` reads it.
    function _cloneCode() private view returns (bytes memory) {
        if (_managementAccount == address(0)) revert IdentityFactoryNoManagementKey();
        bytes memory code = abi.encodePacked(
            hex"363d3d373d3d3d363d73",
            implementation,
            hex"5af43d82803e903d91602b57fd5bf3",
            _managementAccount
        );
        return _authoriser == address(0) ? code : abi.encodePacked(code, _authoriser);
    }

    function _ownSalt(address creator, bytes32 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(creator, salt));
    }
}
