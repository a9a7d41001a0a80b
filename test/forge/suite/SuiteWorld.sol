// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ModularCompliance} from "../../../contracts/compliance/ModularCompliance.sol";
import {InvestorCountModule} from "../../../contracts/compliance/modules/InvestorCountModule.sol";
import {LockUpModule} from "../../../contracts/compliance/modules/LockUpModule.sol";
import {MaxBalanceModule} from "../../../contracts/compliance/modules/MaxBalanceModule.sol";
import {TransferLimitModule} from "../../../contracts/compliance/modules/TransferLimitModule.sol";
import {IdentityFactory} from "../../../contracts/identity/IdentityFactory.sol";
import {Claim, Key} from "../../../contracts/identity/IIdentityFactory.sol";
import {ClaimPolicy} from "../../../contracts/registry/ClaimPolicy.sol";
import {IdentityRegistry} from "../../../contracts/registry/IdentityRegistry.sol";
import {IdentityRegistryStorage} from "../../../contracts/registry/IdentityRegistryStorage.sol";
import {Suite, SuiteTerms} from "../../../contracts/token/ISuiteFactory.sol";
import {SuiteFactory} from "../../../contracts/token/SuiteFactory.sol";
import {Token} from "../../../contracts/token/Token.sol";
import {Test} from "../Cheats.sol";
import {Notary} from "./Notary.sol";

/// @title The world of the suite's invariant run: two tokens on one registry, ten wallets, six identities
/// @dev The first token has rules that count by identity, the second none; the second is an agent of the registry, as
/// T-REX's tokens are. The handler is the owner and the agent of all. Every wallet manages every identity, so that any
/// can take another's place.
abstract contract SuiteWorld is Test {
    uint256 internal constant WALLETS = 10;
    uint256 internal constant IDENTITIES = 6;
    uint256 internal constant TOKENS = 2;
    uint256 internal constant TOPIC = 7;
    uint256 internal constant MAX_BALANCE = 1_500;
    uint256 internal constant MAX_INVESTORS = 5;

    IdentityRegistry internal registry;
    IdentityRegistryStorage internal store;
    ModularCompliance internal rules;
    Notary internal notary = new Notary();
    Token[TOKENS] internal tokens;
    address[] internal wallets;
    address[] internal identities;

    function _build() internal {
        SuiteFactory factory = new SuiteFactory(
            Suite({
                token: address(new Token()),
                compliance: address(new ModularCompliance()),
                registry: address(new IdentityRegistry()),
                identityStorage: address(new IdentityRegistryStorage()),
                policy: address(new ClaimPolicy())
            })
        );
        Suite memory first = factory.deploySuite(_firstTerms());
        registry = IdentityRegistry(first.registry);
        store = IdentityRegistryStorage(first.identityStorage);
        rules = ModularCompliance(first.compliance);
        SuiteTerms memory terms = _terms("second");
        terms.registry = first.registry;
        tokens[0] = Token(first.token);
        tokens[1] = Token(factory.deploySuite(terms).token);
        registry.addAgent(address(tokens[1]));
        for (uint256 t; t < TOKENS; ++t) tokens[t].unpause();
        _makeIdentities();
    }

    function _firstTerms() private returns (SuiteTerms memory terms) {
        terms = _terms("first");
        terms.topics = new uint256[](1);
        terms.topics[0] = TOPIC;
        terms.issuers = new address[](1);
        terms.issuers[0] = address(notary);
        terms.issuerTopics = new uint256[][](1);
        terms.issuerTopics[0] = terms.topics;
        terms.modules = new address[](4);
        terms.modules[0] = address(new MaxBalanceModule());
        terms.modules[1] = address(new InvestorCountModule());
        terms.modules[2] = address(new TransferLimitModule());
        terms.modules[3] = address(new LockUpModule());
        terms.settings = new bytes[](4);
        terms.settings[0] = abi.encodeCall(MaxBalanceModule.setMaxBalance, (MAX_BALANCE));
        terms.settings[1] = abi.encodeCall(InvestorCountModule.setInvestorLimit, (MAX_INVESTORS));
        terms.settings[2] = abi.encodeCall(TransferLimitModule.setTransferLimit, (2_000, 1 days));
        terms.settings[3] = abi.encodeCall(LockUpModule.setLockUp, (1 hours));
    }

    function _terms(bytes32 salt) private view returns (SuiteTerms memory terms) {
        terms.salt = salt;
        terms.owner = address(this);
        terms.name = "Lakeside Property Shares";
        terms.symbol = "LAKE";
        terms.agents = new address[](1);
        terms.agents[0] = address(this);
    }

    function _makeIdentities() private {
        IdentityFactory factory = new IdentityFactory();
        Key[] memory keys = new Key[](WALLETS - 1);
        for (uint256 w; w < WALLETS; ++w) {
            wallets.push(makeAddr(string.concat("wallet", vm.toString(w))));
            if (w > 0) keys[w - 1] = Key({key: keccak256(abi.encode(wallets[w])), purpose: 1, keyType: 1});
        }
        for (uint256 i; i < IDENTITIES; ++i) {
            bytes32 salt = bytes32(i);
            notary.vouch(factory.predictIdentity(address(this), salt), true);
            Claim[] memory claims = new Claim[](1);
            claims[0] = Claim({topic: TOPIC, scheme: 1, issuer: address(notary), signature: "", data: "", uri: ""});
            identities.push(factory.createIdentity(salt, wallets[0], keys, claims));
        }
    }

    function _wallet(uint256 seed) internal view returns (address) {
        return wallets[seed % WALLETS];
    }

    function _identity(uint256 seed) internal view returns (address) {
        return identities[seed % IDENTITIES];
    }

    function _token(uint256 seed) internal view returns (Token) {
        return tokens[seed % TOKENS];
    }
}
