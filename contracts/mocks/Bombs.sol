// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title What a hostile contract does to its caller instead of answering
library Bombs {
    uint256 internal constant MEGABYTE = 1 << 20;
    /// What still fits in the gas of a bounded call.
    uint256 internal constant QUARTER_MEGABYTE = 1 << 18;
    /// What still fits in the gas of a bounded getter.
    uint256 internal constant SIXTEENTH_MEGABYTE = 1 << 16;

    /// @dev All the gas there is, at once.
    function burnGas() internal pure {
        assembly {
            invalid()
        }
    }

    /// @dev About 580,000 gas, in a handful of steps: memory grows dear.
    function spendGas() internal pure {
        assembly {
            mstore(shl(19, 1), 0)
        }
    }

    function revertWith(uint256 size) internal pure {
        assembly {
            revert(0, size)
        }
    }

    /// @dev The first word is 1: true, to whoever reads no further.
    function returnTooMuch(uint256 size) internal pure {
        assembly {
            mstore(0, 1)
            return(0, size)
        }
    }

    function returnNothing() internal pure {
        assembly {
            return(0, 0)
        }
    }

    function returnWord(uint256 word) internal pure {
        assembly {
            mstore(0, word)
            return(0, 32)
        }
    }

    function returnByte() internal pure {
        assembly {
            mstore(0, shl(248, 1))
            return(0, 1)
        }
    }
}
