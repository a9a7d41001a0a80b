/// Makes one call, takes it back, and says what it cost. Never deployed: this runs as the init code of a contract creation
/// that reverts with whether the call succeeded (32 bytes), the gas it used (32) and what it answered.
///
/// Payload, after this code: whom to call (32 bytes), the calldata.
object "Meter" {
    code {
        let code := datasize("Meter")
        let payload := sub(codesize(), code)
        codecopy(0, code, payload)
        let before := gas()
        let success := call(gas(), mload(0), 0, 32, sub(payload, 32), 0, 0)
        mstore(32, sub(before, gas()))
        mstore(0, success)
        returndatacopy(64, 0, returndatasize())
        revert(0, add(64, returndatasize()))
    }
}
