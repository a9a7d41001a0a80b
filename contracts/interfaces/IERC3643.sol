// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

/// @title Token for regulated exchanges
/// @notice Amounts are in base units of the token.
/// @dev ERC-3643, on top of ERC-20. Events follow the standard's asset files, which T-REX shares.
interface IERC3643 is IERC20Metadata {
    event UpdatedTokenInformation(
        string newName,
        string newSymbol,
        uint8 newDecimals,
        string newVersion,
        address newOnchainID
    );
    event IdentityRegistryAdded(address indexed identityRegistry);
    event ComplianceAdded(address indexed compliance);
    event RecoverySuccess(address lostWallet, address newWallet, address investorOnchainID);
    event AddressFrozen(address indexed wallet, bool indexed isFrozen, address indexed owner);
    event TokensFrozen(address indexed wallet, uint256 amount);
    event TokensUnfrozen(address indexed wallet, uint256 amount);
    event Paused(address account);
    event Unpaused(address account);

    /// @notice The token's own identity.
    function onchainID() external view returns (address);

    /// @notice The version of the token's code.
    function version() external view returns (string memory);

    /// @notice The registry that verifies receivers.
    function identityRegistry() external view returns (address);

    /// @notice The rules of the offering.
    function compliance() external view returns (address);

    /// @notice Whether transfers between holders are stopped.
    function paused() external view returns (bool);

    /// @notice Whether a wallet as a whole is frozen.
    function isFrozen(address wallet) external view returns (bool);

    /// @notice The part of a wallet's balance that is frozen.
    function getFrozenTokens(address wallet) external view returns (uint256);

    /// @notice Renames the token. Only the owner.
    function setName(string calldata name) external;

    /// @notice Changes the symbol. Only the owner.
    function setSymbol(string calldata symbol) external;

    /// @notice Changes the token's own identity. Only the owner.
    function setOnchainID(address onchainID) external;

    /// @notice Stops transfers between holders. Only an agent.
    function pause() external;

    /// @notice Allows transfers again. Only an agent.
    function unpause() external;

    /// @notice Freezes or unfreezes a wallet. Only an agent.
    function setAddressFrozen(address wallet, bool freeze) external;

    /// @notice Freezes a part of a balance, on top of what is frozen. Only an agent.
    function freezePartialTokens(address wallet, uint256 amount) external;

    /// @notice Unfreezes a part of a balance. Only an agent.
    function unfreezePartialTokens(address wallet, uint256 amount) external;

    /// @notice Points the token at another registry. Only the owner.
    function setIdentityRegistry(address identityRegistry) external;

    /// @notice Points the token at other rules. Only the owner.
    function setCompliance(address compliance) external;

    /// @notice Moves tokens whatever their owner says, unfreezing what is needed. Only an agent.
    function forcedTransfer(address from, address to, uint256 amount) external returns (bool);

    /// @notice Creates tokens. Only an agent.
    function mint(address to, uint256 amount) external;

    /// @notice Destroys tokens. Only an agent.
    function burn(address wallet, uint256 amount) external;

    /// @notice Moves everything from a lost wallet to a new one. Only an agent.
    function recoveryAddress(address lostWallet, address newWallet, address investorOnchainID) external returns (bool);

    /// @notice As `transfer`, many times.
    function batchTransfer(address[] calldata toList, uint256[] calldata amounts) external;

    /// @notice As `forcedTransfer`, many times.
    function batchForcedTransfer(
        address[] calldata fromList,
        address[] calldata toList,
        uint256[] calldata amounts
    ) external;

    /// @notice As `mint`, many times.
    function batchMint(address[] calldata toList, uint256[] calldata amounts) external;

    /// @notice As `burn`, many times.
    function batchBurn(address[] calldata wallets, uint256[] calldata amounts) external;

    /// @notice As `setAddressFrozen`, many times.
    function batchSetAddressFrozen(address[] calldata wallets, bool[] calldata freeze) external;

    /// @notice As `freezePartialTokens`, many times.
    function batchFreezePartialTokens(address[] calldata wallets, uint256[] calldata amounts) external;

    /// @notice As `unfreezePartialTokens`, many times.
    function batchUnfreezePartialTokens(address[] calldata wallets, uint256[] calldata amounts) external;
}
