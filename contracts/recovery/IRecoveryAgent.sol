// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Claim} from "../identity/IIdentityFactory.sol";

/// @notice One recovery. Its EIP-712 digest is the case id.
/// @param registry The identity registry in which the lost wallet is registered.
/// @param lostWallet The account that is gone or stolen.
/// @param newWallet The account that takes its place.
/// @param identity Zero: create a replacement identity. Otherwise the lost wallet's own identity, which is kept.
/// @param tokens The tokens to recover, in ascending order of address, none twice.
/// @param evidence Hash of the off-chain file that justifies the case.
/// @param nonce The lost wallet's next nonce: see `nonces`.
struct Recovery {
    address registry;
    address lostWallet;
    address newWallet;
    address identity;
    address[] tokens;
    bytes32 evidence;
    uint256 nonce;
}

/// @notice Where a case stands. Ready and Expired come with time; the others are written.
enum CaseStatus {
    None,
    Proposed,
    Ready,
    Contested,
    Executed,
    Cancelled,
    Expired
}

/// @notice What became of one token in a case.
enum Outcome {
    Pending,
    Recovered,
    NothingHeld,
    Paused,
    AgentMissing,
    NotVerified,
    ComplianceRefused,
    Failed,
    SettledBefore
}

/// @notice The rules that a case is proposed under, and keeps.
/// @param delay Seconds from proposal to the earliest execution: 1 hour to 30 days.
/// @param window Seconds from then to expiry: 1 day to 30 days.
/// @param threshold Custodians who must approve: at least 1.
/// @param maxLiveCases How many cases may be live at once: at least 1.
struct Policy {
    uint32 delay;
    uint32 window;
    uint8 threshold;
    uint16 maxLiveCases;
}

/// @notice A case as stored. Its wallets and its tokens stand in `RecoveryProposed`.
/// @param status As it stands now.
/// @param contestable Whether the holder may still contest.
/// @param threshold Approvals needed.
/// @param country The lost wallet's country (ISO 3166-1 numeric) at proposal.
/// @param settledTokens Tokens recovered, or found to hold nothing.
/// @param readyAt The earliest second of execution.
/// @param expiresAt The last second of execution.
/// @param lostIdentity The lost wallet's identity at proposal.
/// @param newIdentity The new wallet's identity: predicted until the case executes.
struct Case {
    CaseStatus status;
    bool contestable;
    uint8 threshold;
    uint16 country;
    uint32 settledTokens;
    uint40 readyAt;
    uint40 expiresAt;
    address proposer;
    address lostIdentity;
    address newIdentity;
}

/// @notice What became of one token, or would.
/// @param amount Balance moved, in base units.
/// @param frozen The part of it that is frozen, before and after.
/// @param walletFrozen Whether a freeze of the whole wallet moved along.
/// @param reason The bytes that the token or the agent reverted with, at most 512 of them.
struct TokenResult {
    Outcome outcome;
    uint256 amount;
    uint256 frozen;
    bool walletFrozen;
    bytes reason;
}

using {isDone} for TokenResult global;

/// @dev Whether nothing is left to do for the token.
function isDone(TokenResult memory result) pure returns (bool) {
    return result.outcome == Outcome.Recovered || result.outcome == Outcome.NothingHeld;
}

/// @notice What executing a case would do now.
/// @param blockers The errors, ABI-encoded, that stand in the way of the next step; empty when nothing does.
/// @param refusedClaims Indexes of given claims that their issuers do not stand by.
/// @param tokens One result a token, in the case's order.
struct Preview {
    bytes32 caseId;
    CaseStatus status;
    address lostIdentity;
    address newIdentity;
    bytes[] blockers;
    uint256[] refusedClaims;
    TokenResult[] tokens;
}

/// @title Recovery agent: gives a lost wallet's identity and tokens to a new one, by several people's consent
/// @notice Needs the agent role on the registry and on each token, and nothing else. Who may call what is decided by
/// the authority, an OpenZeppelin AccessManager. Works on any ERC-3643 token, T-REX 4.x among them; where the registry
/// keeps quarantine and successors (`IRecoverableRegistry`), one write there protects every token of ours.
interface IRecoveryAgent {
    event PolicyChanged(uint32 delay, uint32 window, uint8 threshold, uint16 maxLiveCases);

    /// @notice A case was opened. Carries all that later calls need.
    event RecoveryProposed(
        bytes32 indexed caseId,
        address indexed lostWallet,
        address indexed newWallet,
        address proposer,
        address lostIdentity,
        uint16 country,
        uint40 readyAt,
        uint40 expiresAt,
        uint8 threshold,
        Recovery recovery
    );
    event RecoveryApproved(bytes32 indexed caseId, address indexed custodian);
    event RecoveryContested(bytes32 indexed caseId, address indexed by);
    event RecoveryUpheld(bytes32 indexed caseId, address indexed guardian);
    event RecoveryCancelled(bytes32 indexed caseId, address indexed guardian);
    event RecoveryExpired(bytes32 indexed caseId, address indexed closedBy);
    event RecoveryExecuted(bytes32 indexed caseId, address indexed executor, address indexed newIdentity);

    /// @notice The lost wallet has this successor for ever.
    event SuccessorRecorded(address indexed lostWallet, address indexed successor, bytes32 indexed caseId);

    /// @notice The registry holds the lost wallet in the case's name: no token of ours moves from it or to it.
    event WalletQuarantined(bytes32 indexed caseId, address indexed registry);

    /// @notice The registry did not take the lost wallet into quarantine: until it does, each token is frozen by itself.
    event WalletNotQuarantined(bytes32 indexed caseId, address indexed registry, bytes reason);

    /// @notice The registry let the lost wallet go.
    event WalletReleased(bytes32 indexed caseId, address indexed registry);

    /// @notice The registry did not let the lost wallet go; `release` tries again.
    event WalletNotReleased(bytes32 indexed caseId, address indexed registry, bytes reason);

    /// @notice Another wallet of the lost identity belongs to the replacement identity from now on.
    event WalletReassigned(bytes32 indexed caseId, address indexed wallet, address indexed newIdentity);

    /// @notice A token's compliance did not enter the reassigned wallets' holdings in its books; its own `attribute`,
    /// which anybody may call, tries again.
    event HoldingsNotAttributed(bytes32 indexed caseId, address indexed token, bytes reason);

    /// @notice The lost wallet is frozen on a token, and the freeze is this case's: set by it, taken over from a case
    /// that ended, or renewed for one that executed.
    event TokenQuarantined(bytes32 indexed caseId, address indexed token);

    /// @notice The lost wallet could not be frozen on a token: until it is, the token can be moved by whoever holds the key.
    event TokenNotQuarantined(bytes32 indexed caseId, address indexed token, bytes reason);

    /// @notice The case's freeze was lifted.
    event TokenReleased(bytes32 indexed caseId, address indexed token);

    /// @notice The case's freeze could not be lifted; `release` tries again.
    event TokenNotReleased(bytes32 indexed caseId, address indexed token, bytes reason);

    /// @notice A token is done: `Recovered`, or `NothingHeld`.
    event TokenSettled(
        bytes32 indexed caseId,
        address indexed token,
        Outcome outcome,
        uint256 amount,
        uint256 frozen,
        bool walletFrozen
    );

    /// @notice A token failed and nothing of it changed; `retry` tries again.
    event TokenNotRecovered(bytes32 indexed caseId, address indexed token, Outcome outcome, bytes reason);

    /// @notice A claim was left out of the replacement identity: its issuer does not stand by it.
    event ClaimRefused(bytes32 indexed caseId, address indexed issuer, uint256 indexed topic);

    /// @notice Nothing of the case was left on the lost wallet, so it is registered no longer.
    event LostWalletUnregistered(bytes32 indexed caseId, address indexed registry, address indexed lostWallet);

    /// @notice The registry refused to remove the lost wallet; `retry` tries again.
    event LostWalletNotUnregistered(
        bytes32 indexed caseId,
        address indexed registry,
        address indexed lostWallet,
        bytes reason
    );

    /// @notice Propose and approve need the person's own call, so that one person cannot be two.
    error RecoveryAgentDirectCallRequired(address caller);
    error RecoveryAgentSelfOnly(address caller);
    error RecoveryAgentPolicyOutOfBounds(Policy policy);

    error RecoveryAgentSameWallet(address wallet);
    error RecoveryAgentForbiddenWallet(address wallet);
    error RecoveryAgentTokensNotAscending(address previous, address next);
    error RecoveryAgentWrongNonce(uint256 given, uint256 expected);
    error RecoveryAgentRegistryUnusable(address registry);
    error RecoveryAgentNotRegistered(address registry, address lostWallet);
    error RecoveryAgentAlreadyRegistered(address registry, address newWallet, address identity);
    error RecoveryAgentEverLost(address newWallet, address successor);
    error RecoveryAgentOtherSuccessor(address lostWallet, address successor);
    error RecoveryAgentWalletQuarantined(address wallet, bytes32 caseId);
    error RecoveryAgentCaseLive(address wallet, bytes32 caseId);
    error RecoveryAgentTooManyLiveCases(uint256 live);
    error RecoveryAgentIdentityMismatch(address wallet, address expected, address actual);
    error RecoveryAgentNewWalletNotManager(address identity, address newWallet);
    error RecoveryAgentLostWalletStillManager(address identity, address lostWallet);
    error RecoveryAgentNotAccepted(bytes32 caseId, address newWallet);

    error RecoveryAgentCaseUnknown(bytes32 caseId);
    error RecoveryAgentWrongStatus(bytes32 caseId, CaseStatus status);
    error RecoveryAgentTooEarly(bytes32 caseId, uint256 readyAt);
    error RecoveryAgentNotEnoughApprovals(bytes32 caseId, uint256 approvals, uint256 threshold);
    error RecoveryAgentApproverIsProposer(bytes32 caseId, address custodian);
    error RecoveryAgentAlreadyApproved(bytes32 caseId, address custodian);
    error RecoveryAgentApprovalInvalid(bytes32 caseId, address custodian);
    error RecoveryAgentNotCustodian(address account);
    error RecoveryAgentNotHolder(bytes32 caseId, address caller);
    error RecoveryAgentContestedBefore(bytes32 caseId);

    /// @notice Only a registry that keeps quarantine and successors can give other wallets another identity safely: the
    /// rules of other suites would lose sight of what these wallets hold.
    error RecoveryAgentNotRecoverable(address registry);
    /// @notice The case kept the identity, so the other wallets have it still.
    error RecoveryAgentIdentityKept(bytes32 caseId, address identity);
    /// @notice Too little gas is left for a step that must not fail unseen.
    error RecoveryAgentGasTooLow(uint256 gasLeft, uint256 needed);

    /// @notice The registry did not do as told; `reason` is at most 256 bytes of what it reverted with.
    error RecoveryAgentRegistryRefused(address registry, bytes reason);
    error RecoveryAgentTokenPaused(address token);
    error RecoveryAgentNotVerified(address newWallet);
    error RecoveryAgentUnreadable(address target, bytes4 selector);
    error RecoveryAgentCallFailed(address target, bytes4 selector, bytes reason);
    /// @notice After the move the token shows something else than was moved.
    error RecoveryAgentBalanceMismatch(address token, address wallet, uint256 expected, uint256 actual);
    error RecoveryAgentFrozenMismatch(address token, address wallet, uint256 expected, uint256 actual);
    error RecoveryAgentSupplyMismatch(address token, uint256 expected, uint256 actual);
    error RecoveryAgentFreezeMismatch(address token, address wallet);

    /// @notice Opens a case and at once keeps the lost wallet still: by one write to a registry that keeps quarantines, by
    /// a freeze on every other token of the case. Identity managers.
    /// @param acceptance The new wallet's signature (ECDSA, or ERC-1271 for a contract) over the case id.
    function propose(Recovery calldata recovery, bytes calldata acceptance) external returns (bytes32 caseId);

    /// @notice Keeps the lost wallet of a live case still wherever it is not yet. Identity managers.
    function quarantine(Recovery calldata recovery) external;

    /// @notice Approves a case that another person proposed. Custodians.
    function approve(bytes32 caseId) external;

    /// @notice As `approve`, sent by anybody with the custodian's EIP-712 signature over
    /// `Approval(bytes32 caseId,address custodian)`.
    function approveBySignature(bytes32 caseId, address custodian, bytes calldata signature) external;

    /// @notice Stops a case until a guardian decides; once a case. The lost wallet, or a management key of its identity.
    function contest(bytes32 caseId) external;

    /// @notice Lets a contested case go on. Guardians.
    function uphold(bytes32 caseId) external;

    /// @notice Ends a case before it executes and lifts the quarantine and the freezes that it set, unless the wallet has
    /// a successor: then it stays still for ever. Guardians; anybody once expired.
    function cancel(Recovery calldata recovery) external;

    /// @notice Lifts what `cancel` could not lift. Anybody.
    function release(Recovery calldata recovery) external;

    /// @notice Executes a ready case: identity, registry, then every token on its own, as far as the gas goes.
    /// Identity managers.
    /// @param claims Claims for the replacement identity, signed for its predicted address. Those that are not valid
    /// now are left out; an identity that exists takes none.
    function execute(
        Recovery calldata recovery,
        Claim[] calldata claims
    ) external returns (TokenResult[] memory tokens);

    /// @notice Goes on with the tokens of an executed case that are pending or failed. Identity managers.
    function retry(Recovery calldata recovery) external returns (TokenResult[] memory tokens);

    /// @notice Moves other wallets of the lost identity to the replacement identity of an executed case, so that the
    /// person's limits count together again. Only on a registry that keeps successors. Identity managers.
    /// @param wallets Registered under the lost identity, neither lost nor quarantined nor part of a live case.
    function reassign(Recovery calldata recovery, address[] calldata wallets) external;

    /// @notice Runs what is left of a case and takes all of it back. Anybody, by `eth_call`.
    /// @param first Index of the token to begin with: what does not fit in the call's gas is reported as pending, and
    /// previewed by another call that begins there.
    function preview(
        Recovery calldata recovery,
        Claim[] calldata claims,
        uint256 first
    ) external returns (Preview memory result);

    /// @notice Changes the rules for cases proposed from now on. Policy administrators.
    function setPolicy(Policy calldata policy) external;

    /// @notice The EIP-712 digest of a recovery on this chain and contract.
    function caseIdOf(Recovery calldata recovery) external view returns (bytes32 caseId);

    /// @notice The digest that a custodian signs for `approveBySignature`.
    function approvalDigest(bytes32 caseId, address custodian) external view returns (bytes32 digest);

    /// @notice A case; status None when there is none.
    function caseOf(bytes32 caseId) external view returns (Case memory);

    /// @notice Who approved, whether or not they still may.
    function approversOf(bytes32 caseId) external view returns (address[] memory);

    /// @notice Approvals that count now: those of accounts that still are custodians.
    function approvalsOf(bytes32 caseId) external view returns (uint256);

    /// @notice Whether a token of a case is done.
    function isSettled(bytes32 caseId, uint256 tokenIndex) external view returns (bool);

    /// @notice The case that froze a lost wallet on a token; zero when no case did.
    function quarantinedBy(address lostWallet, address token) external view returns (bytes32 caseId);

    /// @notice The wallet that replaced a lost one; zero when it was never lost.
    function successorOf(address lostWallet) external view returns (address);

    /// @notice The live case of a wallet, lost or new; zero when there is none.
    function liveCaseOf(address wallet) external view returns (bytes32 caseId);

    /// @notice How many cases are live. An expired one is until somebody cancels it.
    function liveCases() external view returns (uint256);

    /// @notice The nonce that a lost wallet's next recovery carries.
    function nonces(address lostWallet) external view returns (uint256);

    /// @notice The rules for new cases.
    function policy() external view returns (Policy memory);

    /// @notice What makes replacement identities.
    function identityFactory() external view returns (address);
}
