import type { ContractTransactionResponse, Signer } from "ethers";
import { ISuiteFactory__factory } from "../../typechain-types/factories/contracts/token/ISuiteFactory__factory";
import type { SuiteTermsStruct } from "../../typechain-types/contracts/token/ISuiteFactory";

/** A token of ours and the contracts that it stands on. */
export interface Suite {
  readonly token: string;
  readonly compliance: string;
  readonly registry: string;
  readonly identityStorage: string;
  /** The zero address when the registry is shared. */
  readonly policy: string;
}

export interface SuiteFactory {
  /** Where the suite of these terms is, or will be, when the signer deploys it. */
  predict(terms: SuiteTermsStruct): Promise<Suite>;
  deploy(terms: SuiteTermsStruct): Promise<ContractTransactionResponse>;
}

export function connectSuiteFactory(signer: Signer, address: string): SuiteFactory {
  const factory = ISuiteFactory__factory.connect(address, signer);
  return {
    predict: async (terms) => {
      const suite = await factory.predictSuite(await signer.getAddress(), terms);
      const { token, compliance, registry, identityStorage, policy } = suite;
      return { token, compliance, registry, identityStorage, policy };
    },
    deploy: (terms) => factory.deploySuite(terms),
  };
}
