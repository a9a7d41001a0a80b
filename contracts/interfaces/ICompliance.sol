// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Compliance: the offering's rules for one token
/// @dev ERC-3643.
interface ICompliance {
    event TokenBound(address token);
    event TokenUnbound(address token);

    /// @notice Binds the token whose rules these are.
    function bindToken(address token) external;

    /// @notice Releases the token.
    function unbindToken(address token) external;

    /// @notice Whether `token` is the bound one.
    function isTokenBound(address token) external view returns (bool);

    /// @notice The bound token.
    function getTokenBound() external view returns (address);

    /// @notice Whether the rules allow a transfer of `amount` base units.
    function canTransfer(address from, address to, uint256 amount) external view returns (bool);

    /// @notice Told by the token after every transfer.
    function transferred(address from, address to, uint256 amount) external;

    /// @notice Told by the token after every mint.
    function created(address to, uint256 amount) external;

    /// @notice Told by the token after every burn.
    function destroyed(address from, uint256 amount) external;
}
