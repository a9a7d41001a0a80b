// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";
import {ModularCompliance} from "../compliance/ModularCompliance.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {ClaimPolicy} from "../registry/ClaimPolicy.sol";
import {IdentityRegistry} from "../registry/IdentityRegistry.sol";
import {IdentityRegistryStorage} from "../registry/IdentityRegistryStorage.sol";
import {ISuiteFactory, Suite, SuiteTerms} from "./ISuiteFactory.sol";
import {IToken, TokenTerms} from "./IToken.sol";

/// @title Suite factory
contract SuiteFactory is ISuiteFactory {
    using Clones for address;

    address public immutable tokenCode;
    address public immutable complianceCode;
    address public immutable registryCode;
    /// Storages are copies of it rather than clones: what every transfer of every token reads is worth its own code.
    address public immutable storageCode;
    address public immutable policyCode;

    constructor(Suite memory codes) {
        tokenCode = codes.token;
        complianceCode = codes.compliance;
        registryCode = codes.registry;
        storageCode = codes.identityStorage;
        policyCode = codes.policy;
    }

    function deploySuite(SuiteTerms calldata terms) external override returns (Suite memory suite) {
        // Check
        _requireLength(terms.issuers.length, terms.issuerTopics.length);
        _requireLength(terms.modules.length, terms.settings.length);

        // Interaction: each contract is initialized by the call after the one that makes it, in this transaction.
        bytes32 salt = _ownSalt(msg.sender, terms.salt);
        if (terms.registry == address(0)) {
            _deployRegistry(suite, terms, salt);
        } else {
            suite.registry = terms.registry;
            suite.identityStorage = IIdentityRegistry(terms.registry).identityStorage();
        }
        suite.compliance = complianceCode.cloneDeterministic(salt);
        ModularCompliance(suite.compliance).initialize(terms.owner, address(0), terms.modules, terms.settings);
        suite.token = address(new ERC1967Proxy{salt: salt}(tokenCode, _tokenCall(suite, terms)));
        emit SuiteDeployed(suite.token, terms.owner, suite.registry, suite);
    }

    function predictSuite(
        address deployer,
        SuiteTerms calldata terms
    ) external view override returns (Suite memory suite) {
        bytes32 salt = _ownSalt(deployer, terms.salt);
        if (terms.registry == address(0)) {
            suite.policy = policyCode.predictDeterministicAddress(salt);
            suite.identityStorage =
                terms.identityStorage == address(0)
                    ? Create2.computeAddress(salt, keccak256(_copyOf(storageCode)))
                    : terms.identityStorage;
            suite.registry = registryCode.predictDeterministicAddressWithImmutableArgs(_sources(suite), salt);
        } else {
            suite.registry = terms.registry;
            suite.identityStorage = IIdentityRegistry(terms.registry).identityStorage();
        }
        suite.compliance = complianceCode.predictDeterministicAddress(salt);
        suite.token = Create2.computeAddress(
            salt,
            keccak256(
                abi.encodePacked(type(ERC1967Proxy).creationCode, abi.encode(tokenCode, _tokenCall(suite, terms)))
            )
        );
    }

    function _deployRegistry(Suite memory suite, SuiteTerms calldata terms, bytes32 salt) private {
        bool isStorageNew = terms.identityStorage == address(0);
        suite.policy = policyCode.cloneDeterministic(salt);
        suite.identityStorage = isStorageNew ? Create2.deploy(0, salt, _copyOf(storageCode)) : terms.identityStorage;
        suite.registry = registryCode.cloneDeterministicWithImmutableArgs(_sources(suite), salt);

        ClaimPolicy(suite.policy).initialize(terms.owner, terms.topics, terms.issuers, terms.issuerTopics);
        if (isStorageNew) IdentityRegistryStorage(suite.identityStorage).initialize(terms.owner, suite.registry);
        IdentityRegistry(suite.registry).initialize(terms.owner, terms.agents);
    }

    /// @dev Creation code of a contract with the same code: returns what follows its own ten bytes.
    function _copyOf(address code) private view returns (bytes memory creationCode) {
        return abi.encodePacked(hex"61", uint16(code.code.length), hex"3d81600a3d39f3", code.code);
    }

    function _sources(Suite memory suite) private pure returns (bytes memory) {
        return abi.encode(suite.identityStorage, suite.policy, suite.policy);
    }

    function _tokenCall(Suite memory suite, SuiteTerms calldata terms) private pure returns (bytes memory) {
        return
            abi.encodeCall(
                IToken.initialize,
                (
                    TokenTerms({
                        owner: terms.owner,
                        identityRegistry: suite.registry,
                        compliance: suite.compliance,
                        onchainID: terms.onchainID,
                        name: terms.name,
                        symbol: terms.symbol,
                        decimals: terms.decimals,
                        agents: terms.agents
                    })
                )
            );
    }

    function _requireLength(uint256 items, uint256 values) private pure {
        if (items != values) revert SuiteFactoryLengthMismatch(items, values);
    }

    function _ownSalt(address deployer, bytes32 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(deployer, salt));
    }
}
