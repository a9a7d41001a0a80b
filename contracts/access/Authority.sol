// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// The authority over everything is OpenZeppelin's AccessManager, unmodified: compiled here, so that it can be deployed.
// solhint-disable-next-line no-unused-import -- compiled for its artifact
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
