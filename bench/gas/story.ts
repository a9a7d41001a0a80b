import type { Cast, Player } from "../../test/stage/cast";

const BATCH = 50;

/** What a suite under measurement can be told to do. Every act gives the gas of all its transactions. */
export interface Side {
  /** Deploys one suite: a token, its registry and its compliance, with one topic and `issuers` trusted issuers. */
  deploySuite(terms: StageTerms): Promise<Stage>;
}

export interface StageTerms {
  readonly issuers: number;
  /** MaxBalance and CountryAllow. */
  readonly twoModules: boolean;
}

export interface Stage {
  readonly deployGas: bigint;
  createIdentity(person: Player): Promise<bigint>;
  /** The claim of the last issuer that is trusted. */
  addClaim(person: Player): Promise<bigint>;
  register(person: Player): Promise<bigint>;
  batchRegister(wallets: readonly string[], person: Player): Promise<bigint>;
  mint(person: Player, amount: bigint): Promise<bigint>;
  unpause(): Promise<bigint>;
  transfer(from: Player, to: Player, amount: bigint): Promise<bigint>;
  isVerified(person: Player): Promise<bigint>;
}

/** The same story on every suite. */
export async function tellStory(cast: Cast, side: Side): Promise<Record<string, bigint>> {
  const plain = await side.deploySuite({ issuers: 1, twoModules: false });
  const { holder, secondHolder } = cast;
  const admitted = await admit(plain, holder);
  await admit(plain, secondHolder);
  await plain.unpause();
  await plain.mint(secondHolder, 1_000n);
  await plain.mint(holder, 500n);
  const mint = await plain.mint(holder, 500n);
  const transfer = await plain.transfer(holder, secondHolder, 100n);
  const isVerified = await plain.isVerified(holder);
  const wallets = Array.from({ length: BATCH }, (_, index) => `0x${(0xabc000 + index).toString(16).padStart(40, "1")}`);
  const batch = await plain.batchRegister(wallets, holder);
  return {
    transfer,
    transfer2modules: await transferOn(cast, await side.deploySuite({ issuers: 1, twoModules: true })),
    transfer50issuers: await transferOn(cast, await side.deploySuite({ issuers: 50, twoModules: false })),
    mint,
    ...admitted,
    batchRegisterPerWallet: batch / BigInt(BATCH),
    deploySuite: plain.deployGas,
    isVerified,
  };
}

async function transferOn({ holder, secondHolder }: Cast, stage: Stage): Promise<bigint> {
  await admit(stage, holder);
  await admit(stage, secondHolder);
  await stage.unpause();
  await stage.mint(secondHolder, 1_000n);
  await stage.mint(holder, 1_000n);
  return stage.transfer(holder, secondHolder, 100n);
}

async function admit(
  stage: Stage,
  person: Player,
): Promise<Record<"createIdentity" | "addClaim" | "register", bigint>> {
  return {
    createIdentity: await stage.createIdentity(person),
    addClaim: await stage.addClaim(person),
    register: await stage.register(person),
  };
}

export function known<T>(identities: ReadonlyMap<string, T>, wallet: string): T {
  const identity = identities.get(wallet);
  if (identity === undefined) throw new Error(`No identity for ${wallet}.`);
  return identity;
}
