// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SSTORE2} from "solady/src/utils/SSTORE2.sol";
import {ClaimAuthorisation} from "./ClaimAuthorisation.sol";
import {ClaimBlob} from "./ClaimBlob.sol";
import {ClaimValidity} from "./ClaimValidity.sol";
import {IClaimLookup} from "./IClaimLookup.sol";
import {Claim} from "./IIdentityFactory.sol";

/// @title The claims of an identity (ERC-735)
/// @dev A claim is written once and read often: as code it costs a fraction of storage slots.
abstract contract ClaimHolder is ClaimAuthorisation, IClaimLookup {
    using ClaimValidity for Claim;

    struct StoredClaim {
        address blob;
        /// Place in the topic's list.
        uint96 position;
    }

    mapping(bytes32 claimId => StoredClaim) private _claims;
    /// A topic's list ends at its first zero: a length would cost a slot more. It names blobs rather than claims, so that
    /// a registry finds what it needs by one slot.
    mapping(uint256 topic => mapping(uint256 position => address blob)) private _blobAt;

    function addClaim(
        uint256 topic,
        uint256 scheme,
        address issuer,
        bytes calldata signature,
        bytes calldata data,
        string calldata uri
    ) external override returns (bytes32 claimRequestId) {
        if (!_isCallerKey(CLAIM_SIGNER)) _requirePush(issuer, topic);
        return
            _addClaim(
                Claim({topic: topic, scheme: scheme, issuer: issuer, signature: signature, data: data, uri: uri})
            );
    }

    function removeClaim(bytes32 claimId) external override onlyKey(CLAIM_SIGNER) returns (bool success) {
        // Check
        StoredClaim memory stored = _claims[claimId];
        if (stored.blob == address(0)) revert ClaimHolderClaimUnknown(claimId);
        Claim memory claim = ClaimBlob.decode(SSTORE2.read(stored.blob));

        // Effect: the topic's last claim takes the free place.
        uint256 last = _count(claim.topic) - 1;
        address lastBlob = _blobAt[claim.topic][last];
        _blobAt[claim.topic][stored.position] = lastBlob;
        _claims[_claimIdIn(lastBlob)].position = stored.position;
        delete _blobAt[claim.topic][last];
        delete _claims[claimId];
        emit ClaimRemoved(claimId, claim.topic, claim.scheme, claim.issuer, claim.signature, claim.data, claim.uri);
        return true;
    }

    function getClaim(
        bytes32 claimId
    )
        external
        view
        override
        returns (
            uint256 topic,
            uint256 scheme,
            address issuer,
            bytes memory signature,
            bytes memory data,
            string memory uri
        )
    {
        address blob = _claims[claimId].blob;
        if (blob == address(0)) return (0, 0, address(0), "", "", "");
        Claim memory claim = ClaimBlob.decode(SSTORE2.read(blob));
        return (claim.topic, claim.scheme, claim.issuer, claim.signature, claim.data, claim.uri);
    }

    function getClaimIdsByTopic(uint256 topic) external view override returns (bytes32[] memory claimIds) {
        claimIds = new bytes32[](_count(topic));
        for (uint256 i; i < claimIds.length; ++i) claimIds[i] = _claimIdIn(_blobAt[topic][i]);
    }

    function claimAt(
        uint256 topic,
        uint256 index
    ) external view override returns (address issuer, bytes memory signature, bytes memory data) {
        address blob = _blobAt[topic][index];
        if (blob == address(0)) return (address(0), "", "");
        return ClaimBlob.readProof(blob);
    }

    function _addClaim(Claim memory claim) internal returns (bytes32 claimId) {
        // Check: an identity may say of itself what it likes; an issuer has to stand by its claim.
        if (claim.issuer != address(this) && !claim.isValid(address(this))) {
            revert ClaimHolderClaimInvalid(claim.issuer, claim.topic);
        }

        // Effect
        claimId = _claimIdOf(claim.issuer, claim.topic);
        StoredClaim memory stored = _claims[claimId];
        bool isNew = stored.blob == address(0);
        uint96 position = isNew ? uint96(_count(claim.topic)) : stored.position;
        address blob = SSTORE2.write(ClaimBlob.encode(claim));
        _claims[claimId] = StoredClaim({blob: blob, position: position});
        _blobAt[claim.topic][position] = blob;
        if (isNew) {
            emit ClaimAdded(claimId, claim.topic, claim.scheme, claim.issuer, claim.signature, claim.data, claim.uri);
        } else {
            emit ClaimChanged(claimId, claim.topic, claim.scheme, claim.issuer, claim.signature, claim.data, claim.uri);
        }
    }

    /// @dev What an authorised issuer signed, anybody may hand in. So that nobody brings an issuer's older word back, a
    /// claim that stands is replaced by the issuer alone.
    function _requirePush(address issuer, uint256 topic) private view {
        if (issuer == address(this) || !_isAuthorised(issuer, topic)) {
            revert IdentityKeyRequired(msg.sender, CLAIM_SIGNER);
        }
        bytes32 claimId = _claimIdOf(issuer, topic);
        address blob = _claims[claimId].blob;
        if (blob == address(0) || msg.sender == issuer) return;
        if (ClaimBlob.decode(SSTORE2.read(blob)).isValid(address(this))) revert ClaimHolderClaimStands(claimId);
    }

    function _claimIdOf(address issuer, uint256 topic) private pure returns (bytes32) {
        return keccak256(abi.encode(issuer, topic));
    }

    function _count(uint256 topic) private view returns (uint256 count) {
        while (_blobAt[topic][count] != address(0)) ++count;
    }

    function _claimIdIn(address blob) private view returns (bytes32 claimId) {
        Claim memory claim = ClaimBlob.decode(SSTORE2.read(blob));
        return _claimIdOf(claim.issuer, claim.topic);
    }
}
