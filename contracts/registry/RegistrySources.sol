// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {LibCall} from "solady/src/utils/LibCall.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {IClaimTopicsRegistry} from "../interfaces/IClaimTopicsRegistry.sol";
import {ITrustedIssuersRegistry} from "../interfaces/ITrustedIssuersRegistry.sol";
import {ClaimVerifier} from "./ClaimVerifier.sol";
import {IClaimPolicy} from "./IClaimPolicy.sol";
import {IRecoverableRegistry} from "./IRecoverableRegistry.sol";
import {IRecoverableStorage} from "./IRecoverableStorage.sol";

/// @title Where a registry looks: its storage, its topics and its issuers
/// @dev The clone's immutable arguments, `abi.encode(storage, topics, issuers)`, until a setter says otherwise.
abstract contract RegistrySources is IRecoverableRegistry, ClaimVerifier {
    using ERC165Checker for address;

    struct Overrides {
        bool hasStorage;
        bool hasTopics;
        bool hasIssuers;
        /// Topics and issuers are not one claim policy, so both are asked by the standard's functions.
        bool areSeparate;
        address identityStorage;
        address topics;
        address issuers;
    }

    /// Where a clone's immutable arguments begin, as OpenZeppelin's `Clones.fetchCloneArgs` reads them.
    uint256 private constant ARGUMENTS_OFFSET = 0x2d;
    /// What one verification may spend, whatever an identity and its issuers do.
    uint256 private constant VERIFICATION_GAS = 2_500_000;

    Overrides private _overrides;

    /// @notice Whether an identity holds every claim that two separate contracts ask for, by the standard's functions.
    /// @dev Warning: may revert or burn its gas when the identity is hostile; the registry asks itself with a bound.
    function isIdentityVerified(address identity) external view returns (bool) {
        return _hasEveryClaim(identity, IClaimTopicsRegistry(_topics()).getClaimTopics());
    }

    function _initializeSources() internal {
        (address storage_, address topics, address issuers) = (_argument(0), _argument(1), _argument(2));
        _requireFit(storage_);
        if (!_isPolicy(topics, issuers)) _overrides.areSeparate = true;
        emit IdentityStorageSet(storage_);
        emit ClaimTopicsRegistrySet(topics);
        emit TrustedIssuersRegistrySet(issuers);
    }

    function _setStorage(address storage_) internal {
        _requireFit(storage_);
        _overrides.identityStorage = storage_;
        _overrides.hasStorage = true;
        emit IdentityStorageSet(storage_);
    }

    function _setTopics(address topics) internal {
        if (topics == address(0)) revert IdentityRegistryZeroAddress();
        _overrides.topics = topics;
        _overrides.hasTopics = true;
        _overrides.areSeparate = !_isPolicy(topics, _issuers());
        emit ClaimTopicsRegistrySet(topics);
    }

    function _setIssuers(address issuers) internal {
        if (issuers == address(0)) revert IdentityRegistryZeroAddress();
        _overrides.issuers = issuers;
        _overrides.hasIssuers = true;
        _overrides.areSeparate = !_isPolicy(_topics(), issuers);
        emit TrustedIssuersRegistrySet(issuers);
    }

    /// @dev False when the identity, or one of its issuers, reverts or spends too much.
    function _isVerified(address identity) internal view returns (bool) {
        if (identity == address(0)) return false;
        (bool success, , bytes memory answer) = LibCall.tryStaticCall(
            _overrides.areSeparate ? address(this) : _topics(),
            VERIFICATION_GAS,
            32,
            abi.encodeCall(IClaimPolicy.isIdentityVerified, (identity))
        );
        return success && answer.length == 32 && bytes32(answer) == bytes32(uint256(1));
    }

    function _storage() internal view returns (IRecoverableStorage) {
        return IRecoverableStorage(_overrides.hasStorage ? _overrides.identityStorage : _argument(0));
    }

    function _topics() internal view returns (address) {
        return _overrides.hasTopics ? _overrides.topics : _argument(1);
    }

    function _issuers() internal view returns (address) {
        return _overrides.hasIssuers ? _overrides.issuers : _argument(2);
    }

    function _isTrusted(address issuer, uint256 topic) internal view override returns (bool) {
        return ITrustedIssuersRegistry(_issuers()).hasClaimTopic(issuer, topic);
    }

    function _requireFit(address storage_) private view {
        if (!storage_.supportsInterface(type(IRecoverableStorage).interfaceId)) {
            revert IdentityRegistryStorageUnfit(storage_);
        }
    }

    function _isPolicy(address topics, address issuers) private view returns (bool) {
        return topics == issuers && topics.supportsInterface(type(IClaimPolicy).interfaceId);
    }

    /// @dev One word of the clone's arguments.
    function _argument(uint256 index) private view returns (address argument) {
        // `Clones.fetchCloneArgs` copies and decodes all three: 1,500 gas more, in every transfer and for every token of
        // a recovery.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            extcodecopy(address(), 0, add(ARGUMENTS_OFFSET, shl(5, index)), 0x20)
            argument := shr(96, shl(96, mload(0)))
        }
    }
}
