// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {LibCall} from "solady/src/utils/LibCall.sol";
import {ITrustedIssuersRegistry} from "../interfaces/ITrustedIssuersRegistry.sol";
import {IIdentity} from "./IIdentity.sol";
import {KeyHolder} from "./KeyHolder.sol";

/// @title Whose claims an identity takes without its holder's key
/// @dev The first authoriser stands in the clone's code, which costs no storage, until the holder names another or none.
abstract contract ClaimAuthorisation is IIdentity, KeyHolder {
    struct Choice {
        bool isMade;
        address registry;
    }

    /// Enough for a registry that searches a list of topics.
    uint256 private constant REGISTRY_GAS = 200_000;

    Choice private _choice;

    function setAuthoriser(address registry) external override onlyKey(MANAGEMENT) {
        _choice = Choice({isMade: true, registry: registry});
        emit AuthoriserSet(registry);
    }

    function authoriser() public view override returns (address registry) {
        return _choice.isMade ? _choice.registry : _firstAuthoriser();
    }

    /// @dev The registry that stands in the code; zero for none.
    function _firstAuthoriser() internal view virtual returns (address);

    /// @dev Whether the authoriser trusts an issuer for a topic; false when it does not answer.
    function _isAuthorised(address issuer, uint256 topic) internal view returns (bool) {
        address registry = authoriser();
        if (registry == address(0)) return false;
        (bool success, , bytes memory answer) = LibCall.tryStaticCall(
            registry,
            REGISTRY_GAS,
            32,
            abi.encodeCall(ITrustedIssuersRegistry.hasClaimTopic, (issuer, topic))
        );
        return success && answer.length == 32 && bytes32(answer) == bytes32(uint256(1));
    }
}
