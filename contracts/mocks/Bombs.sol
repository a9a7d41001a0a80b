// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title What a hostile contract does to its caller instead of answering
library Bombs {
    uint256 private constant MEGABYTE = 1 << 20;

    function burnGas() internal view {
        while (gasleft() > 0) {}
    }

    function revertWithMegabyte() internal pure {
        assembly {
            revert(0, MEGABYTE)
        }
    }

    /// @dev A megabyte whose first word is 1: true, to whoever reads no further.
    function returnMegabyte() internal pure {
        assembly {
            mstore(0, 1)
            return(0, MEGABYTE)
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
