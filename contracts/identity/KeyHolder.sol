// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {Key} from "./IIdentityFactory.sol";
import {IKeyHolder} from "./IKeyHolder.sol";

/// @title The keys of an identity (ERC-734)
/// @dev The first management key stands in the contract's code, which costs no storage. The first change to it
/// moves it into storage, where every other key is.
abstract contract KeyHolder is IKeyHolder {
    using EnumerableSet for EnumerableSet.Bytes32Set;

    struct KeyState {
        /// Bit n is set for purpose n; 0 means that storage knows no such key.
        uint248 purposes;
        uint8 keyType;
    }

    struct Execution {
        address to;
        bool executed;
        uint256 value;
        bytes data;
    }

    uint256 internal constant MANAGEMENT = 1;
    uint256 internal constant ACTION = 2;
    uint256 internal constant CLAIM_SIGNER = 3;
    uint8 internal constant ECDSA = 1;
    uint256 private constant MAX_PURPOSE = 247;

    bool private _firstKeyStored;
    uint64 private _storedManagementKeys;
    mapping(bytes32 key => KeyState) private _stateOf;
    EnumerableSet.Bytes32Set private _storedKeys;

    uint256 private _executionCount;
    mapping(uint256 executionId => Execution) private _executions;

    modifier onlyKey(uint256 purpose) {
        if (!_isCallerKey(purpose)) revert IdentityKeyRequired(msg.sender, purpose);
        _;
    }

    function addKey(
        bytes32 key,
        uint256 purpose,
        uint256 keyType
    ) external override onlyKey(MANAGEMENT) returns (bool success) {
        _addKey(key, purpose, keyType);
        return true;
    }

    function removeKey(bytes32 key, uint256 purpose) external override onlyKey(MANAGEMENT) returns (bool success) {
        // Check
        KeyState memory state = _readKey(key);
        if (!_has(state, purpose)) revert KeyHolderPurposeMissing(key, purpose);
        if (purpose == MANAGEMENT && _managementKeys() == 1) revert KeyHolderLastManagementKey(key);

        // Effect
        _storeFirstKey();
        state.purposes ^= uint248(1 << purpose);
        if (state.purposes == 0) {
            delete _stateOf[key];
            _storedKeys.remove(key);
        } else {
            _stateOf[key] = state;
        }
        if (purpose == MANAGEMENT) --_storedManagementKeys;
        emit KeyRemoved(key, purpose, state.keyType);
        return true;
    }

    function execute(
        address to,
        uint256 value,
        bytes calldata data
    ) external payable override returns (uint256 executionId) {
        executionId = _executionCount++;
        _executions[executionId] = Execution({to: to, executed: false, value: value, data: data});
        emit ExecutionRequested(executionId, to, value, data);
        if (keyHasPurpose(_keyOf(msg.sender), _purposeToCall(to))) _approve(executionId, true);
    }

    function approve(uint256 executionId, bool approval) external override returns (bool success) {
        if (executionId >= _executionCount) revert KeyHolderExecutionUnknown(executionId);
        if (_executions[executionId].executed) revert KeyHolderExecutionDone(executionId);
        uint256 purpose = _purposeToCall(_executions[executionId].to);
        if (!keyHasPurpose(_keyOf(msg.sender), purpose)) revert IdentityKeyRequired(msg.sender, purpose);
        return _approve(executionId, approval);
    }

    function getKey(
        bytes32 key
    ) external view override returns (uint256[] memory purposes, uint256 keyType, bytes32 keyId) {
        KeyState memory state = _readKey(key);
        return (_purposesOf(state), state.keyType, state.purposes == 0 ? bytes32(0) : key);
    }

    function getKeyPurposes(bytes32 key) external view override returns (uint256[] memory purposes) {
        return _purposesOf(_readKey(key));
    }

    function getKeysByPurpose(uint256 purpose) external view override returns (bytes32[] memory keys) {
        bytes32[] memory stored = _storedKeys.values();
        bytes32 firstKey = _firstKeyStored || purpose != MANAGEMENT ? bytes32(0) : _firstKey();
        uint256 count = firstKey == 0 ? 0 : 1;
        for (uint256 i; i < stored.length; ++i) if (_has(_stateOf[stored[i]], purpose)) ++count;
        keys = new bytes32[](count);
        for (uint256 i = stored.length; i > 0; --i)
            if (_has(_stateOf[stored[i - 1]], purpose)) keys[--count] = stored[i - 1];
        if (firstKey != 0) keys[0] = firstKey;
    }

    function keyHasPurpose(bytes32 key, uint256 purpose) public view override returns (bool exists) {
        KeyState memory state = _readKey(key);
        return _has(state, MANAGEMENT) || _has(state, purpose);
    }

    /// @dev The account whose key stands in the code; zero for code that nobody manages.
    function _firstAccount() internal view virtual returns (address);

    /// @dev Announces the key that stands in the code, and stores the further ones.
    function _initializeKeys(Key[] memory keys) internal {
        emit KeyAdded(_firstKey(), MANAGEMENT, ECDSA);
        for (uint256 i; i < keys.length; ++i) _addKey(keys[i].key, keys[i].purpose, keys[i].keyType);
    }

    function _isCallerKey(uint256 purpose) internal view returns (bool) {
        return msg.sender == address(this) || keyHasPurpose(_keyOf(msg.sender), purpose);
    }

    function _keyOf(address account) internal pure returns (bytes32) {
        return keccak256(abi.encode(account));
    }

    function _addKey(bytes32 key, uint256 purpose, uint256 keyType) private {
        // Check
        if (purpose == 0 || purpose > MAX_PURPOSE) revert KeyHolderPurposeOutOfRange(purpose);
        if (keyType > type(uint8).max) revert KeyHolderTypeOutOfRange(keyType);
        KeyState memory state = _readKey(key);
        if (_has(state, purpose)) revert KeyHolderPurposeGiven(key, purpose);

        // Effect
        if (key == _firstKey()) _storeFirstKey();
        if (state.purposes == 0) state.keyType = uint8(keyType);
        state.purposes |= uint248(1 << purpose);
        _stateOf[key] = state;
        _storedKeys.add(key);
        if (purpose == MANAGEMENT) ++_storedManagementKeys;
        emit KeyAdded(key, purpose, state.keyType);
    }

    function _approve(uint256 executionId, bool approval) private returns (bool success) {
        emit Approved(executionId, approval);
        if (!approval) return false;

        // Effect
        Execution storage execution = _executions[executionId];
        (address to, uint256 value, bytes memory data) = (execution.to, execution.value, execution.data);
        execution.executed = true;

        // Interaction
        // solhint-disable-next-line avoid-low-level-calls -- any call, in the identity's name, is the function's purpose
        (success, ) = to.call{value: value}(data);
        if (success) {
            emit Executed(executionId, to, value, data);
        } else {
            execution.executed = false;
            emit ExecutionFailed(executionId, to, value, data);
        }
    }

    /// @dev From here on, storage alone says what the first key may do.
    function _storeFirstKey() private {
        if (_firstKeyStored) return;
        _firstKeyStored = true;
        bytes32 key = _firstKey();
        _stateOf[key] = KeyState({purposes: uint248(1 << MANAGEMENT), keyType: ECDSA});
        _storedKeys.add(key);
        ++_storedManagementKeys;
    }

    function _readKey(bytes32 key) private view returns (KeyState memory state) {
        state = _stateOf[key];
        if (state.purposes == 0 && !_firstKeyStored && key != 0 && key == _firstKey()) {
            state = KeyState({purposes: uint248(1 << MANAGEMENT), keyType: ECDSA});
        }
    }

    function _managementKeys() private view returns (uint256) {
        return _firstKeyStored ? _storedManagementKeys : _storedManagementKeys + 1;
    }

    function _firstKey() private view returns (bytes32) {
        address account = _firstAccount();
        return account == address(0) ? bytes32(0) : _keyOf(account);
    }

    function _purposeToCall(address to) private view returns (uint256) {
        return to == address(this) ? MANAGEMENT : ACTION;
    }

    function _purposesOf(KeyState memory state) private pure returns (uint256[] memory purposes) {
        uint256 count;
        for (uint256 purpose = 1; purpose <= MAX_PURPOSE; ++purpose) if (_has(state, purpose)) ++count;
        purposes = new uint256[](count);
        for (uint256 purpose = MAX_PURPOSE; count > 0; --purpose) if (_has(state, purpose)) purposes[--count] = purpose;
    }

    function _has(KeyState memory state, uint256 purpose) private pure returns (bool) {
        return purpose <= MAX_PURPOSE && (state.purposes >> purpose) & 1 == 1;
    }
}
