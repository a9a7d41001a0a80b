// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Compiled here so that deploy scripts and tests find its artifact.
import { AccessManager } from "@openzeppelin/contracts/access/manager/AccessManager.sol";
