// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {Parties} from "../registry/IRecoverableRegistry.sol";

/// @title What a registry that knows the standard alone tells of a transfer
library ForeignRegistry {
    function partiesOf(address registry, address from, address to) internal view returns (Parties memory parties) {
        IIdentityRegistry standard = IIdentityRegistry(registry);
        if (from != address(0)) {
            parties.fromIdentity = standard.identity(from);
            parties.fromCountry = standard.investorCountry(from);
        }
        if (to != address(0)) {
            parties.toIdentity = standard.identity(to);
            parties.toCountry = standard.investorCountry(to);
            parties.isToVerified = standard.isVerified(to);
        }
    }
}
