// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IRecoverableRegistry} from "../registry/IRecoverableRegistry.sol";

/// @title A registry that says it keeps quarantine and successors, and tells nothing of any wallet
contract SilentRegistry is IERC165 {
    function identityStorage() external view returns (address) {
        return address(this);
    }

    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IRecoverableRegistry).interfaceId || interfaceId == type(IERC165).interfaceId;
    }
}
