// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {Ownership} from "../access/Ownership.sol";
import {IClaimTopicsRegistry} from "../interfaces/IClaimTopicsRegistry.sol";
import {ITrustedIssuersRegistry} from "../interfaces/ITrustedIssuersRegistry.sol";
import {ClaimVerifier} from "./ClaimVerifier.sol";
import {IClaimPolicy} from "./IClaimPolicy.sol";
import {packTopics, SmallTopics} from "./SmallTopics.sol";

/// @title Claim policy
/// @dev Lives as a clone.
contract ClaimPolicy is IClaimPolicy, ClaimVerifier, Ownership, ERC165 {
    using EnumerableSet for EnumerableSet.AddressSet;

    uint256 private constant MAX_TOPICS = 15;

    uint256[] private _topics;
    /// The same topics once more where they fit into a word: what a verification reads.
    SmallTopics private _smallTopics;
    EnumerableSet.AddressSet private _issuers;
    mapping(address issuer => uint256[] topics) private _topicsOf;
    mapping(address issuer => mapping(uint256 topic => bool)) private _trusted;

    constructor() {
        _disableInitializers();
    }

    /// @notice Gives a new policy its owner and its first content.
    function initialize(
        address firstOwner,
        uint256[] calldata topics,
        address[] calldata issuers,
        uint256[][] calldata issuerTopics
    ) external initializer {
        _initializeOwner(firstOwner);
        for (uint256 i; i < topics.length; ++i) _addTopic(topics[i]);
        _packTopics();
        for (uint256 i; i < issuers.length; ++i) _addIssuer(issuers[i], issuerTopics[i]);
    }

    function addClaimTopic(uint256 claimTopic) external override onlyOwner {
        _addTopic(claimTopic);
        _packTopics();
    }

    function removeClaimTopic(uint256 claimTopic) external override onlyOwner {
        uint256 count = _topics.length;
        for (uint256 i; i < count; ++i) {
            if (_topics[i] != claimTopic) continue;
            _topics[i] = _topics[count - 1];
            _topics.pop();
            _packTopics();
            emit ClaimTopicRemoved(claimTopic);
            return;
        }
        revert ClaimPolicyTopicUnknown(claimTopic);
    }

    function addTrustedIssuer(address trustedIssuer, uint256[] calldata claimTopics) external override onlyOwner {
        _addIssuer(trustedIssuer, claimTopics);
    }

    function removeTrustedIssuer(address trustedIssuer) external override onlyOwner {
        if (!_issuers.remove(trustedIssuer)) revert ClaimPolicyIssuerUnknown(trustedIssuer);
        _distrust(trustedIssuer);
        emit TrustedIssuerRemoved(trustedIssuer);
    }

    function updateIssuerClaimTopics(
        address trustedIssuer,
        uint256[] calldata claimTopics
    ) external override onlyOwner {
        if (!_issuers.contains(trustedIssuer)) revert ClaimPolicyIssuerUnknown(trustedIssuer);
        _distrust(trustedIssuer);
        _trust(trustedIssuer, claimTopics);
        emit ClaimTopicsUpdated(trustedIssuer, claimTopics);
    }

    function isIdentityVerified(address identity) external view override returns (bool) {
        SmallTopics small = _smallTopics;
        return _hasEveryClaim(identity, small.isKept() ? small.unpack() : _topics);
    }

    function getClaimTopics() external view override returns (uint256[] memory) {
        return _topics;
    }

    function getTrustedIssuers() external view override returns (address[] memory) {
        return _issuers.values();
    }

    function isTrustedIssuer(address issuer) external view override returns (bool) {
        return _issuers.contains(issuer);
    }

    function getTrustedIssuerClaimTopics(address trustedIssuer) external view override returns (uint256[] memory) {
        if (!_issuers.contains(trustedIssuer)) revert ClaimPolicyIssuerUnknown(trustedIssuer);
        return _topicsOf[trustedIssuer];
    }

    function getTrustedIssuersForClaimTopic(uint256 claimTopic) external view override returns (address[] memory) {
        address[] memory all = _issuers.values();
        uint256 count;
        for (uint256 i; i < all.length; ++i) if (_trusted[all[i]][claimTopic]) all[count++] = all[i];
        address[] memory trusted = new address[](count);
        for (uint256 i; i < count; ++i) trusted[i] = all[i];
        return trusted;
    }

    function hasClaimTopic(address issuer, uint256 claimTopic) external view override returns (bool) {
        return _trusted[issuer][claimTopic];
    }

    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return
            interfaceId == type(IClaimPolicy).interfaceId ||
            interfaceId == type(IClaimTopicsRegistry).interfaceId ||
            interfaceId == type(ITrustedIssuersRegistry).interfaceId ||
            super.supportsInterface(interfaceId);
    }

    function _addTopic(uint256 topic) private {
        uint256 count = _topics.length;
        if (count == MAX_TOPICS) revert ClaimPolicyTooManyTopics(count + 1, MAX_TOPICS);
        for (uint256 i; i < count; ++i) if (_topics[i] == topic) revert ClaimPolicyTopicKnown(topic);
        _topics.push(topic);
        emit ClaimTopicAdded(topic);
    }

    function _packTopics() private {
        _smallTopics = packTopics(_topics);
    }

    function _addIssuer(address issuer, uint256[] calldata topics) private {
        if (issuer == address(0)) revert ClaimPolicyZeroIssuer();
        if (!_issuers.add(issuer)) revert ClaimPolicyIssuerKnown(issuer);
        _trust(issuer, topics);
        emit TrustedIssuerAdded(issuer, topics);
    }

    function _trust(address issuer, uint256[] calldata topics) private {
        if (topics.length == 0) revert ClaimPolicyNoTopics(issuer);
        if (topics.length > MAX_TOPICS) revert ClaimPolicyTooManyTopics(topics.length, MAX_TOPICS);
        for (uint256 i; i < topics.length; ++i) {
            if (_trusted[issuer][topics[i]]) revert ClaimPolicyTopicKnown(topics[i]);
            _trusted[issuer][topics[i]] = true;
        }
        _topicsOf[issuer] = topics;
    }

    function _distrust(address issuer) private {
        uint256[] memory topics = _topicsOf[issuer];
        for (uint256 i; i < topics.length; ++i) delete _trusted[issuer][topics[i]];
        delete _topicsOf[issuer];
    }

    function _isTrusted(address issuer, uint256 topic) internal view override returns (bool) {
        return _trusted[issuer][topic];
    }
}
