// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ClaimValidity} from "../identity/ClaimValidity.sol";
import {Claim, IIdentityFactory, Key} from "../identity/IIdentityFactory.sol";
import {Succession} from "./CaseRecord.sol";
import {IRecoveryAgent} from "./IRecoveryAgent.sol";
import {StandardRegistry} from "./StandardRegistry.sol";

/// @title The identity that the new wallet gets by a case
/// @dev Linked to the agent and run in its name.
library ReplacementIdentity {
    using ClaimValidity for Claim;
    using StandardRegistry for address;

    /// @notice Creates the identity with the claims that hold now, unless it exists: then it takes none.
    /// @return refused Indexes of the claims that the identity does not get.
    function provide(
        address identityFactory,
        Succession calldata succession,
        bytes32 caseId,
        Claim[] calldata claims
    ) external returns (uint256[] memory refused) {
        address identity = succession.newIdentity;
        bool isNew = identity.code.length == 0;
        uint256 validCount;
        bool[] memory valid = new bool[](claims.length);
        for (uint256 i; i < claims.length; ++i) {
            valid[i] = isNew && claims[i].isValid(identity);
            if (valid[i]) ++validCount;
            else emit IRecoveryAgent.ClaimRefused(caseId, claims[i].issuer, claims[i].topic);
        }
        Claim[] memory accepted = new Claim[](validCount);
        refused = new uint256[](claims.length - validCount);
        uint256 taken;
        for (uint256 i; i < claims.length; ++i) {
            if (valid[i]) accepted[taken++] = claims[i];
            else refused[i - taken] = i;
        }
        if (isNew) {
            // Whom the registry trusts may go on vouching without the new wallet's key, until its holder ends that.
            IIdentityFactory(identityFactory).createAuthorisedIdentity(
                caseId,
                succession.newWallet,
                succession.registry.issuersOf(),
                new Key[](0),
                accepted
            );
        }
    }
}
