// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC735} from "../interfaces/IERC735.sol";
import {Claim, Key} from "./IIdentityFactory.sol";
import {IKeyHolder} from "./IKeyHolder.sol";

/// @title Identity: a person's keys and claims on chain
/// @notice An immutable clone: its code never changes, and its last management key cannot be removed.
/// T-REX 4.x registries read it as an ONCHAINID.
interface IIdentity is IKeyHolder, IERC735 {
    /// @notice Claims of issuers that this registry trusts are taken without the holder's key; zero: of none.
    event AuthoriserSet(address indexed registry);

    /// @notice Only the factory initializes, while it creates.
    error IdentityFactoryOnly(address caller);

    /// @notice The issuer does not stand by this claim, or did not answer.
    error ClaimHolderClaimInvalid(address issuer, uint256 topic);

    /// @notice There is no such claim.
    error ClaimHolderClaimUnknown(bytes32 claimId);

    /// @notice The issuer stands by an earlier claim on the topic: that one gives way to the holder's key, or to a call of
    /// the issuer's contract itself, and to nobody else.
    error ClaimHolderClaimStands(bytes32 claimId);

    /// @notice Names the trusted-issuers registry whose issuers need no key of this identity: for their own topics,
    /// anybody may hand in what they signed. Zero ends that. Only a management key.
    function setAuthoriser(address registry) external;

    /// @notice The trusted-issuers registry whose issuers need no key of this identity; zero for none.
    function authoriser() external view returns (address registry);

    /// @notice Gives a new identity its further keys and its first claims. Only the factory, while it creates.
    function initialize(Key[] calldata keys, Claim[] calldata claims) external;
}
