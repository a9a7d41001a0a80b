// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC734} from "../../../contracts/interfaces/IERC734.sol";
import {HonestToken} from "../../../contracts/mocks/HonestToken.sol";
import {Ghost} from "./Ghost.sol";

/// @title What goes on around the cases: holders, thieves, the tokens' agents
/// @dev A token's agent is honest in two things, which no recovery could enforce on a token of somebody else: it lifts no
/// freeze that a case keeps, and gives nothing to a wallet that is known to be lost.
abstract contract Market is Ghost {
    function transfer(uint256 fromSeed, uint256 toSeed, uint256 tokenSeed, uint256 amount) external {
        (address from, address to, HonestToken token) = (_wallet(fromSeed), _wallet(toSeed), _token(tokenSeed));
        amount = bound(amount, 0, 1_200);
        bool success = _try(from, address(token), abi.encodeCall(token.transfer, (to, amount)));
        assertFalse(success && isGuarded[from][token], "rule 16: a lost key moved tokens that a case protects");
        assertFalse(success && isGuarded[to][token], "rule 3: a protected wallet received tokens");
        if (!success) return;
        balanceOf[token][from] -= amount;
        balanceOf[token][to] += amount;
    }

    function mint(uint256 walletSeed, uint256 tokenSeed, uint256 amount) external {
        (address wallet, HonestToken token) = (_wallet(walletSeed), _token(tokenSeed));
        amount = bound(amount, 1, 500);
        if (successor[wallet] != address(0)) return;
        if (!_try(address(this), address(token), abi.encodeCall(token.mint, (wallet, amount)))) return;
        balanceOf[token][wallet] += amount;
        supplyOf[token] += amount;
    }

    function freezeWallet(uint256 walletSeed, uint256 tokenSeed, bool frozen) external {
        (address wallet, HonestToken token) = (_wallet(walletSeed), _token(tokenSeed));
        if (isGuarded[wallet][token]) return;
        token.setAddressFrozen(wallet, frozen);
    }

    function freezePart(uint256 walletSeed, uint256 tokenSeed, uint256 amount) external {
        (address wallet, HonestToken token) = (_wallet(walletSeed), _token(tokenSeed));
        uint256 free = token.balanceOf(wallet) - token.getFrozenTokens(wallet);
        token.freezePartialTokens(wallet, bound(amount, 0, free));
    }

    /// @notice One trouble at a time, and its repair.
    function disturb(uint256 kind, uint256 seed, bool trouble) external {
        HonestToken token = _token(seed);
        if (kind % 4 == 0) {
            if (trouble) token.pause();
            else token.unpause();
        } else if (kind % 4 == 1) {
            if (trouble) token.removeAgent(address(agent));
            else token.addAgent(address(agent));
        } else if (kind % 4 == 2) {
            compliance.refuse(_wallet(seed), trouble);
        } else {
            registry.requireClaim(trouble ? TOPIC : 0, address(issuer));
        }
    }

    /// @notice All is repaired, so that cases get on.
    function repair() external {
        registry.requireClaim(0, address(issuer));
        for (uint256 t; t < TOKENS; ++t) {
            tokens[t].unpause();
            tokens[t].addAgent(address(agent));
        }
        for (uint256 w; w < WALLETS; ++w) compliance.refuse(wallets[w], false);
    }

    function register(uint256 walletSeed, uint256 identitySeed) external {
        address wallet = _wallet(walletSeed);
        address identity = identities[identitySeed % identities.length];
        // Seldom, or no case would get anywhere.
        if (identitySeed % 8 > 2) return;
        if (registry.identity(wallet) == address(0)) registry.registerIdentity(wallet, identity, 1);
        else if (identitySeed % 8 == 0) registry.deleteIdentity(wallet);
        else registry.updateIdentity(wallet, identity);
    }

    /// @notice A holder makes another wallet a management key, and gives the own one up or not.
    function handOver(uint256 fromSeed, uint256 toSeed, bool completely) external {
        (address from, address to) = (_wallet(fromSeed), _wallet(toSeed));
        address identity = registry.identity(from);
        if (identity == address(0) || from == to) return;
        _try(from, identity, abi.encodeCall(IERC734.addKey, (_keyHash(to), 1, 1)));
        if (completely) _try(to, identity, abi.encodeCall(IERC734.removeKey, (_keyHash(from), 1)));
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1, 4 hours));
    }
}
