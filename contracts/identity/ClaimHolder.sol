// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SSTORE2} from "solady/src/utils/SSTORE2.sol";
import {Arrays} from "@openzeppelin/contracts/utils/Arrays.sol";
import {ClaimAuthorisation} from "./ClaimAuthorisation.sol";
import {ClaimBlob} from "./ClaimBlob.sol";
import {ClaimValidity} from "./ClaimValidity.sol";
import {IClaimLookup} from "./IClaimLookup.sol";
import {Claim} from "./IIdentityFactory.sol";

/// @title The claims of an identity (ERC-735)
/// @dev A claim is written once and read often: as code it costs a fraction of storage slots.
abstract contract ClaimHolder is ClaimAuthorisation, IClaimLookup {
    using Arrays for bytes32[];
    using ClaimValidity for Claim;

    struct StoredClaim {
        address blob;
        /// Place in the topic's list.
        uint96 position;
    }

    mapping(bytes32 claimId => StoredClaim) private _claims;
    mapping(uint256 topic => bytes32[] claimIds) private _claimIdsOf;

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
        bytes32[] storage claimIds = _claimIdsOf[claim.topic];
        bytes32 last = claimIds[claimIds.length - 1];
        claimIds[stored.position] = last;
        _claims[last].position = stored.position;
        claimIds.pop();
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
        return _claimIdsOf[topic];
    }

    function claimAt(
        uint256 topic,
        uint256 index
    ) external view override returns (address issuer, bytes memory signature, bytes memory data) {
        // Past the end of a list there is zero; reading the length first would cost as much as reading the claim's id.
        if (index > type(uint32).max) return (address(0), "", "");
        address blob = _claims[_claimIdsOf[topic].unsafeAccess(index).value].blob;
        if (blob == address(0)) return (address(0), "", "");
        return ClaimBlob.decodeProof(SSTORE2.read(blob));
    }

    function _addClaim(Claim memory claim) internal returns (bytes32 claimId) {
        // Check: an identity may say of itself what it likes; an issuer has to stand by its claim.
        if (claim.issuer != address(this) && !claim.isValid(address(this))) {
            revert ClaimHolderClaimInvalid(claim.issuer, claim.topic);
        }

        // Effect
        claimId = _claimIdOf(claim.issuer, claim.topic);
        StoredClaim storage stored = _claims[claimId];
        bool isNew = stored.blob == address(0);
        if (isNew) {
            stored.position = uint96(_claimIdsOf[claim.topic].length);
            _claimIdsOf[claim.topic].push(claimId);
        }
        stored.blob = SSTORE2.write(ClaimBlob.encode(claim));
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
}
