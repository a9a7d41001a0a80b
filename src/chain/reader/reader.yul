/// Asks many contracts in one eth_call and is never deployed: this runs as the init code of a contract creation that reverts
/// with the answers, so that they have no size limit.
///
/// Payload, after this code: gas of one question (32 bytes), bytes kept of an answer (32), number of probes (32), the probes
/// (256 each), the subjects (20 each). Every probe is put to every subject.
/// A probe: whom to ask, zero for the subject itself (32), length of the calldata (32), where in the calldata the subject
/// stands, beyond its end for nowhere (32), the calldata (160).
/// An answer: whether it succeeded (highest bit) and its length (8 bytes together), then its bytes. Where the gas ends, so do
/// the answers.
object "Reader" {
    code {
        let code := datasize("Reader")
        let payload := sub(codesize(), code)
        codecopy(0x20, code, payload)
        let gasOfOne := mload(0x20)
        let kept := mload(0x40)
        let probes := 0x80
        let subjects := add(probes, mul(mload(0x60), 0x100))
        let end := add(0x20, payload)
        let out := end
        for { let at := subjects } lt(at, end) { at := add(at, 20) } {
            let subject := shr(96, mload(at))
            for { let probe := probes } lt(probe, subjects) { probe := add(probe, 0x100) } {
                if lt(gas(), mul(gasOfOne, 2)) { revert(end, sub(out, end)) }
                let question := add(probe, 0x60)
                mstore(add(question, mload(add(probe, 0x40))), subject)
                let target := mload(probe)
                if iszero(target) { target := subject }
                let success := staticcall(gasOfOne, target, question, mload(add(probe, 0x20)), 0, 0)
                let length := returndatasize()
                if gt(length, kept) { length := kept }
                mstore(out, or(shl(255, success), shl(192, length)))
                returndatacopy(add(out, 8), 0, length)
                out := add(out, add(8, length))
            }
        }
        revert(end, sub(out, end))
    }
}
