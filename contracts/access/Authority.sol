// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// The authority over everything is OpenZeppelin's AccessManager, unmodified: imported for its artifact alone, so that it
// can be deployed.
// solhint-disable-next-line no-unused-import
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
