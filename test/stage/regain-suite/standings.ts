/** The standings of contracts/registry/IRecoverableRegistry.sol, in its order. */
export enum Standing {
  Free,
  Quarantined,
  AwaitingVerification,
  Lost,
}
