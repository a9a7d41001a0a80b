// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Books, Migration} from "./IComplianceModule.sol";
import {Movement} from "./IContextCompliance.sol";
import {IModularCompliance} from "./IModularCompliance.sol";

/// @title What each identity holds on all its wallets
/// @dev Kept once for all rules. A wallet's holding counts for the identity it was last seen with; when the registry
/// gives the wallet another one, the holding follows at the wallet's next movement, or with `attribute`.
abstract contract IdentityBooks is IModularCompliance {
    mapping(address wallet => address identity) private _identityOf;
    mapping(address identity => uint256 balance) private _balanceOf;

    function balanceOfIdentity(address identity) external view override returns (uint256) {
        return _balanceOf[identity];
    }

    function attributedIdentity(address wallet) external view override returns (address) {
        return _identityOf[wallet];
    }

    /// @dev A holding migrates: modules with state of their own follow.
    function _migrate(Migration memory migration) internal virtual;

    /// @dev How many identities hold anything.
    function _investors() internal view virtual returns (uint256);

    function _setInvestors(uint256 investors) internal virtual;

    /// @dev Enters a movement that has happened.
    function _enter(Movement memory movement) internal returns (Books memory books) {
        (address from, address to, uint256 amount) = (movement.from, movement.to, movement.amount);
        if (from != address(0)) {
            movement.fromIdentity = _attribute(from, movement.fromIdentity, _before(movement, from));
        }
        if (to != address(0)) movement.toIdentity = _attribute(to, movement.toIdentity, _before(movement, to));
        if (movement.fromIdentity != movement.toIdentity) {
            if (from != address(0)) _debit(movement.fromIdentity, amount);
            if (to != address(0)) _credit(movement.toIdentity, amount);
        }
        return _booksOf(movement);
    }

    /// @dev What the books would say after a movement that has not happened.
    function _foresee(Movement memory movement, uint256 toBalance) internal view returns (Books memory books) {
        books = _booksOf(movement);
        if (_identityOf[movement.to] != movement.toIdentity) books.toBalance += toBalance;
        if (movement.fromIdentity == movement.toIdentity || movement.amount == 0) return books;
        if (books.toBalance == 0) ++books.investors;
        books.toBalance += movement.amount;
        if (movement.from == address(0) || books.fromBalance < movement.amount) return books;
        books.fromBalance -= movement.amount;
        if (books.fromBalance == 0) --books.investors;
    }

    /// @return The identity that the holding counts for now.
    function _attribute(address wallet, address identity, uint256 balance) internal returns (address) {
        address known = _identityOf[wallet];
        if (known == identity || identity == address(0)) return known;
        _identityOf[wallet] = identity;
        emit IdentityAttributed(wallet, known, identity);
        if (known != address(0)) _debit(known, balance);
        _credit(identity, balance);
        if (known != address(0)) _migrate(Migration(wallet, wallet, known, identity, balance));
        return identity;
    }

    function _debit(address identity, uint256 amount) private {
        if (amount == 0) return;
        uint256 balance = _balanceOf[identity] - amount;
        _balanceOf[identity] = balance;
        if (balance == 0) _setInvestors(_investors() - 1);
    }

    function _credit(address identity, uint256 amount) private {
        if (amount == 0) return;
        uint256 balance = _balanceOf[identity];
        _balanceOf[identity] = balance + amount;
        if (balance == 0) _setInvestors(_investors() + 1);
    }

    function _booksOf(Movement memory movement) private view returns (Books memory) {
        return
            Books({
                fromBalance: _balanceOf[movement.fromIdentity],
                toBalance: _balanceOf[movement.toIdentity],
                investors: _investors()
            });
    }

    /// @dev What a wallet held before a movement.
    function _before(Movement memory movement, address wallet) private pure returns (uint256) {
        if (movement.from == movement.to) return movement.toBalance;
        return wallet == movement.from ? movement.fromBalance + movement.amount : movement.toBalance - movement.amount;
    }
}
