// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {TokenState} from "./TokenState.sol";

/// @title Allowances, given by transaction or by signature (ERC-20, ERC-2612)
abstract contract TokenAllowances is TokenState {
    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );
    bytes32 private constant PERMIT_TYPEHASH = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );
    string private constant DOMAIN_VERSION = "1";

    function approve(address spender, uint256 amount) external override returns (bool) {
        _approve(msg.sender, spender, amount);
        return true;
    }

    function permit(
        address owner,
        address spender,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external override {
        // Check
        if (block.timestamp > deadline) revert TokenPermitExpired(deadline);
        uint256 nonce = _state().nonceOf[owner]++;
        bytes32 terms = keccak256(abi.encode(PERMIT_TYPEHASH, owner, spender, amount, nonce, deadline));
        address signer = ECDSA.recover(MessageHashUtils.toTypedDataHash(DOMAIN_SEPARATOR(), terms), v, r, s);
        if (signer != owner) revert TokenPermitSignerMismatch(signer, owner);

        // Effect
        _approve(owner, spender, amount);
    }

    function allowance(address owner, address spender) external view override returns (uint256) {
        return _state().allowanceOf[owner][spender];
    }

    function nonces(address owner) external view override returns (uint256) {
        return _state().nonceOf[owner];
    }

    function eip712Domain()
        external
        view
        override
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        )
    {
        return (hex"0f", _state().name, DOMAIN_VERSION, block.chainid, address(this), 0, new uint256[](0));
    }

    /// @dev The token's name is part of the domain, as wallets expect; so renaming ends permits that wait.
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() public view override returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    DOMAIN_TYPEHASH,
                    keccak256(bytes(_state().name)),
                    keccak256(bytes(DOMAIN_VERSION)),
                    block.chainid,
                    address(this)
                )
            );
    }

    /// @dev An allowance of the greatest number is not used up.
    function _spendAllowance(address owner, address spender, uint256 amount) internal {
        uint256 allowed = _state().allowanceOf[owner][spender];
        if (allowed == type(uint256).max) return;
        if (allowed < amount) revert TokenAllowanceExceeded(spender, allowed, amount);
        _approve(owner, spender, allowed - amount);
    }

    function _approve(address owner, address spender, uint256 amount) private {
        if (spender == address(0)) revert TokenZeroAddress();
        _state().allowanceOf[owner][spender] = amount;
        emit Approval(owner, spender, amount);
    }
}
