// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice What a new suite is made of. A suite's addresses depend on who creates it and on all of this.
struct SuiteTerms {
    /// Tells suites with the same terms apart.
    bytes32 salt;
    /// Owns every contract of the suite from the start.
    address owner;
    string name;
    string symbol;
    uint8 decimals;
    /// The token's own identity; may be zero.
    address onchainID;
    /// A registry to share with other tokens. Zero makes one; else what follows about registries is not read.
    address registry;
    /// A storage to share with other registries. Zero makes one. Its owner binds the new registry, whose address
    /// `predictSuite` tells beforehand.
    address identityStorage;
    uint256[] topics;
    address[] issuers;
    uint256[][] issuerTopics;
    /// Agents of the token, and of the registry when it is new.
    address[] agents;
    address[] modules;
    /// A call to each module, in the compliance's name; empty for none.
    bytes[] settings;
}

/// @notice A token and all that it stands on. The policy is zero when the registry is shared.
struct Suite {
    address token;
    address compliance;
    address registry;
    address identityStorage;
    address policy;
}

/// @title Suite factory: a token with its registry and its rules, in one transaction
interface ISuiteFactory {
    event SuiteDeployed(address indexed token, address indexed owner, address indexed registry, Suite suite);

    /// @notice Lists of different lengths.
    error SuiteFactoryLengthMismatch(uint256 items, uint256 values);

    /// @notice Makes a suite. Everything belongs to `terms.owner`; the factory keeps no right.
    function deploySuite(SuiteTerms calldata terms) external returns (Suite memory suite);

    /// @notice The addresses that `deployer` gets for these terms.
    function predictSuite(address deployer, SuiteTerms calldata terms) external view returns (Suite memory suite);
}
