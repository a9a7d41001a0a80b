// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Up to three claim topics in one word, so that reading them costs one slot: their number 16 bits ‖ three topics of 80
// bits each. Zero stands for a list that does not fit.
type SmallTopics is uint256;

using {isKept, unpack} for SmallTopics global;

uint256 constant MOST = 3;
uint256 constant WIDTH = 80;

/// @dev Lists that do not fit, or have nothing in them, are not kept.
function packTopics(uint256[] memory topics) pure returns (SmallTopics) {
    uint256 count = topics.length;
    if (count > MOST) return SmallTopics.wrap(0);
    uint256 word = count;
    for (uint256 i; i < count; ++i) {
        if (topics[i] >> WIDTH != 0) return SmallTopics.wrap(0);
        word |= topics[i] << (16 + i * WIDTH);
    }
    return SmallTopics.wrap(word);
}

function isKept(SmallTopics small) pure returns (bool) {
    return SmallTopics.unwrap(small) != 0;
}

function unpack(SmallTopics small) pure returns (uint256[] memory topics) {
    uint256 word = SmallTopics.unwrap(small);
    topics = new uint256[](word & type(uint16).max);
    for (uint256 i; i < topics.length; ++i) topics[i] = uint80(word >> (16 + i * WIDTH));
}
