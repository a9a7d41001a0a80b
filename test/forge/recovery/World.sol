// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IdentityFactory} from "../../../contracts/identity/IdentityFactory.sol";
import {Claim, Key} from "../../../contracts/identity/IIdentityFactory.sol";
import {IERC734} from "../../../contracts/interfaces/IERC734.sol";
import {HonestCompliance} from "../../../contracts/mocks/HonestCompliance.sol";
import {HonestIssuer} from "../../../contracts/mocks/HonestIssuer.sol";
import {HonestRegistry} from "../../../contracts/mocks/HonestRegistry.sol";
import {HonestRegistryStorage} from "../../../contracts/mocks/HonestRegistryStorage.sol";
import {HonestToken} from "../../../contracts/mocks/HonestToken.sol";
import {Policy} from "../../../contracts/recovery/IRecoveryAgent.sol";
import {RecoveryAgent} from "../../../contracts/recovery/RecoveryAgent.sol";
import {Test} from "../Cheats.sol";

/// @title The world of the invariant run: an office, three tokens on one registry, eight wallets
abstract contract World is Test {
    uint64 internal constant IDENTITY_MANAGER = 1;
    uint64 internal constant CUSTODIAN = 2;
    uint64 internal constant GUARDIAN = 3;
    uint64 internal constant POLICY_ADMIN = 4;
    uint256 internal constant WALLETS = 8;
    uint256 internal constant TOKENS = 3;
    uint256 internal constant STAFF = 6;
    uint256 internal constant TOPIC = 7;

    AccessManager internal authority;
    IdentityFactory internal factory;
    RecoveryAgent internal agent;
    HonestRegistry internal registry;
    HonestCompliance internal compliance;
    HonestIssuer internal issuer;
    /// In ascending order of address.
    HonestToken[] internal tokens;

    /// Two identity managers, the second a custodian too; two more custodians; a guardian; a policy administrator.
    address[] internal staff;
    /// Four holders, each under an identity, and four accounts that no registry knows.
    address[] internal wallets;
    mapping(address account => uint256 privateKey) internal keyOf;
    address[] internal identities;

    function _build() internal {
        authority = new AccessManager(address(this));
        factory = new IdentityFactory();
        agent = new RecoveryAgent(
            address(authority),
            address(factory),
            Policy({delay: 1 hours, window: 1 days, threshold: 1, maxLiveCases: 3})
        );
        _giveRoles();
        registry = new HonestRegistry(new HonestRegistryStorage());
        registry.addAgent(address(agent));
        registry.addAgent(address(this));
        compliance = new HonestCompliance();
        issuer = new HonestIssuer(address(this));
        _makeTokens();
        _makeHolders();
    }

    function _giveRoles() private {
        for (uint256 i; i < STAFF; ++i) staff.push(_account(string.concat("staff", vm.toString(i))));
        _giveRole(IDENTITY_MANAGER, agent.propose.selector, staff[0]);
        _giveRole(IDENTITY_MANAGER, agent.quarantine.selector, staff[1]);
        _giveRole(IDENTITY_MANAGER, agent.execute.selector, staff[1]);
        _giveRole(IDENTITY_MANAGER, agent.retry.selector, staff[1]);
        for (uint256 i = 1; i < 4; ++i) _giveRole(CUSTODIAN, agent.approve.selector, staff[i]);
        _giveRole(GUARDIAN, agent.uphold.selector, staff[4]);
        _giveRole(GUARDIAN, agent.cancel.selector, staff[4]);
        _giveRole(POLICY_ADMIN, agent.setPolicy.selector, staff[5]);
    }

    function _giveRole(uint64 role, bytes4 selector, address account) private {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = selector;
        authority.setTargetFunctionRole(address(agent), selectors, role);
        authority.grantRole(role, account, 0);
    }

    function _makeTokens() private {
        for (uint256 i; i < TOKENS; ++i) {
            HonestToken token = new HonestToken(registry, compliance);
            token.addAgent(address(agent));
            token.addAgent(address(this));
            tokens.push(token);
            for (uint256 at = i; at > 0 && tokens[at] < tokens[at - 1]; --at) {
                (tokens[at], tokens[at - 1]) = (tokens[at - 1], tokens[at]);
            }
        }
    }

    function _makeHolders() private {
        for (uint256 i; i < WALLETS; ++i) {
            address wallet = _account(string.concat("wallet", vm.toString(i)));
            wallets.push(wallet);
            if (i > 3) continue;
            address identity = factory.createIdentity(bytes32(i), wallet, new Key[](0), new Claim[](0));
            identities.push(identity);
            registry.registerIdentity(wallet, identity, uint16(i + 1));
            for (uint256 t; t < TOKENS; ++t) tokens[t].mint(wallet, 1_000);
        }
    }

    function _account(string memory name) private returns (address account) {
        uint256 key;
        (account, key) = makeAddrAndKey(name);
        keyOf[account] = key;
    }

    /// @dev What `who` gets from a call; refusals are part of the game.
    function _try(
        address who,
        address target,
        uint256 gasLimit,
        bytes memory data
    ) internal returns (bool success, bytes memory answer) {
        vm.prank(who);
        // A refusal must not end the run.
        // solhint-disable-next-line avoid-low-level-calls
        (success, answer) = target.call{gas: gasLimit}(data);
    }

    function _try(address who, address target, bytes memory data) internal returns (bool success) {
        (success, ) = _try(who, target, gasleft(), data);
    }

    function _hasRole(uint64 role, address account) internal view returns (bool member) {
        (member, ) = authority.hasRole(role, account);
    }

    function _isManager(address identity, address account) internal view returns (bool) {
        return identity.code.length > 0 && IERC734(identity).keyHasPurpose(_keyHash(account), 1);
    }

    function _keyHash(address account) internal pure returns (bytes32) {
        return keccak256(abi.encode(account));
    }

    function _wallet(uint256 seed) internal view returns (address) {
        return wallets[seed % WALLETS];
    }

    function _token(uint256 seed) internal view returns (HonestToken) {
        return tokens[seed % TOKENS];
    }

    /// @dev Mostly the one whose task it is; one time in four anybody.
    function _actor(uint256 seed, address whoseTask) internal view returns (address) {
        if (seed % 4 != 0) return whoseTask;
        uint256 place = (seed / 4) % (STAFF + WALLETS);
        return place < STAFF ? staff[place] : wallets[place - STAFF];
    }
}
