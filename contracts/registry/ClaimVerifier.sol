// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {LibCall} from "solady/src/utils/LibCall.sol";
import {IClaimLookup} from "../identity/IClaimLookup.sol";
import {IClaimIssuer} from "../interfaces/IClaimIssuer.sol";
import {IERC735} from "../interfaces/IERC735.sol";

/// @title Reads an identity's claims and asks those who issued them
/// @notice Whom to ask is never the identity's choice: a claim counts only when its issuer is trusted for the topic.
/// @dev Claims are looked up from the identity and then checked against the trusted issuers, so that cost grows with
/// the claims of one identity for one topic (bounded), and not with the number of trusted issuers.
abstract contract ClaimVerifier {
    struct FoundClaim {
        address issuer;
        bytes signature;
        bytes data;
    }

    /// How many claims of one topic are looked at.
    uint256 internal constant MAX_CLAIMS_PER_TOPIC = 32;
    /// Enough to read a claim of some kilobytes.
    uint256 private constant LOOKUP_GAS = 200_000;
    uint16 private constant LOOKUP_BYTES = 8192;
    /// Enough for an issuer that checks a contract's signature.
    uint256 private constant ISSUER_GAS = 500_000;

    /// @dev Whether an issuer's word counts for a topic.
    function _isTrusted(address issuer, uint256 topic) internal view virtual returns (bool);

    function _hasEveryClaim(address identity, uint256[] memory topics) internal view returns (bool) {
        for (uint256 i; i < topics.length; ++i) if (!_hasClaim(identity, topics[i])) return false;
        return true;
    }

    function _hasClaim(address identity, uint256 topic) private view returns (bool) {
        (bool known, FoundClaim memory claim) = _claimAt(identity, topic, 0);
        if (!known) return _hasStandardClaim(identity, topic);
        for (uint256 i = 1; claim.issuer != address(0); ++i) {
            if (_holds(identity, topic, claim)) return true;
            if (i == MAX_CLAIMS_PER_TOPIC) return false;
            (, claim) = _claimAt(identity, topic, i);
        }
        return false;
    }

    /// @dev For identities that know ERC-735 and nothing more.
    function _hasStandardClaim(address identity, uint256 topic) private view returns (bool) {
        bytes memory answer = _lookup(identity, abi.encodeCall(IERC735.getClaimIdsByTopic, (topic)));
        if (answer.length < 64) return false;
        bytes32[] memory claimIds = abi.decode(answer, (bytes32[]));
        for (uint256 i; i < claimIds.length && i < MAX_CLAIMS_PER_TOPIC; ++i) {
            answer = _lookup(identity, abi.encodeCall(IERC735.getClaim, (claimIds[i])));
            if (answer.length < 192) continue;
            FoundClaim memory claim;
            uint256 foundTopic;
            (foundTopic, , claim.issuer, claim.signature, claim.data) = abi.decode(
                answer,
                (uint256, uint256, address, bytes, bytes)
            );
            if (foundTopic == topic && _holds(identity, topic, claim)) return true;
        }
        return false;
    }

    /// @return known Whether the identity has the lookup at all.
    function _claimAt(
        address identity,
        uint256 topic,
        uint256 index
    ) private view returns (bool known, FoundClaim memory claim) {
        bytes memory answer = _lookup(identity, abi.encodeCall(IClaimLookup.claimAt, (topic, index)));
        if (answer.length < 96) return (false, claim);
        (claim.issuer, claim.signature, claim.data) = abi.decode(answer, (address, bytes, bytes));
        known = true;
    }

    function _holds(address identity, uint256 topic, FoundClaim memory claim) private view returns (bool) {
        if (!_isTrusted(claim.issuer, topic)) return false;
        (bool success, , bytes memory answer) = LibCall.tryStaticCall(
            claim.issuer,
            ISSUER_GAS,
            32,
            abi.encodeCall(IClaimIssuer.isClaimValid, (identity, topic, claim.signature, claim.data))
        );
        return success && answer.length == 32 && bytes32(answer) == bytes32(uint256(1));
    }

    /// @return answer Empty when the identity did not answer.
    function _lookup(address identity, bytes memory data) private view returns (bytes memory answer) {
        bool success;
        (success, , answer) = LibCall.tryStaticCall(identity, LOOKUP_GAS, LOOKUP_BYTES, data);
        if (!success) return "";
    }
}
