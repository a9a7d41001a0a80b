/** The modes of contracts/mocks/HostileToken.sol, in its order. */
export enum HostileTokenMode {
  Honest,
  HonestButExpensive,
  TransferRevertsWithMegabyte,
  TransferBurnsGas,
  EverythingBurnsGas,
  EverythingReturnsNothing,
  EverythingReturnsTooMuch,
  ClaimsMoved,
  MovesHalf,
  HidesBalance,
  InflatesSupply,
  LosesFrozenPart,
  RefusesFreeze,
  IgnoresFreeze,
  ForgetsFreezeOfOthers,
  FreezesReceiver,
  RefusesUnfreeze,
  BalanceUnreadable,
  FrozenFromThinAir,
  ReentersOnTransfer,
  ReentersOnFreeze,
  ReentersOnPartialFreeze,
}

/** The modes of contracts/mocks/HostileRegistry.sol, in its order. */
export enum HostileRegistryMode {
  Honest,
  IdentityUnreadable,
  RefusesRegistration,
  IgnoresRegistration,
  RegistrationBurnsGas,
  RefusesRemoval,
  IgnoresRemoval,
  RemovalRevertsWithTooMuch,
  NobodyIsVerified,
  VerificationBurnsGas,
  ReentersOnRegistration,
  ReentersOnRemoval,
  ReentersOnVerification,
}

/** The modes of contracts/mocks/HostileIssuer.sol, in its order. */
export enum HostileIssuerMode {
  SaysValid,
  SaysInvalid,
  Reverts,
  RevertsWithTooMuch,
  BurnsGas,
  AnswersTwo,
  AnswersNothing,
  AnswersOneByte,
  SaysValidWhileUncreated,
  Reenters,
}

/** The modes of contracts/mocks/HostileIdentity.sol, in its order. */
export enum HostileIdentityMode {
  EveryKeyManages,
  Reverts,
  BurnsGas,
  AnswersNothing,
}

/** The modes of contracts/mocks/HostileSuiteToken.sol, in its order. */
export enum HostileSuiteTokenMode {
  Honest,
  InterfaceBurnsGas,
  InterfaceRevertsWithMegabyte,
  HoldingsTooShort,
  RecoveryRevertsWithMegabyte,
  RecoveryBurnsGas,
  ClaimsMoved,
  KeepsHalf,
  HidesBalance,
  InflatesSupply,
  LosesFrozenPart,
  FreezesReceiver,
  LeavesFreezeBehind,
  OverflowsBalance,
  Reenters,
}
