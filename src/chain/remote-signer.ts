import {
  AbstractSigner,
  resolveAddress,
  resolveProperties,
  toQuantity,
  TypedDataEncoder,
  type Provider,
  type TransactionRequest,
  type TypedDataDomain,
  type TypedDataField,
} from "ethers";
import { RefusedError } from "../shared/errors";

/** Asks a signer over JSON-RPC. */
export type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** A key that never leaves another program: Web3Signer, a front of a key management service, a node's own account. */
export class RemoteSigner extends AbstractSigner {
  constructor(
    readonly address: string,
    private readonly ask: Ask,
    provider: Provider | null = null,
  ) {
    super(provider);
  }

  override getAddress(): Promise<string> {
    return Promise.resolve(this.address);
  }

  override connect(provider: Provider | null): RemoteSigner {
    return new RemoteSigner(this.address, this.ask, provider);
  }

  /** `eth_signTransaction`: some answer with the bytes, some with an object around them. */
  override async signTransaction(request: TransactionRequest): Promise<string> {
    const answer = await this.asked("eth_signTransaction", [await this.inHex(request)]);
    const raw: unknown = typeof answer === "object" && answer !== null && "raw" in answer ? answer.raw : answer;
    if (typeof raw === "string" && /^0x[0-9a-f]+$/i.test(raw)) return raw;
    throw this.refused("its answer holds no signed transaction");
  }

  override async signMessage(message: string | Uint8Array): Promise<string> {
    const bytes = typeof message === "string" ? Buffer.from(message) : Buffer.from(message);
    return String(await this.asked("personal_sign", [`0x${bytes.toString("hex")}`, this.address]));
  }

  override async signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: Record<string, unknown>,
  ): Promise<string> {
    const payload = JSON.stringify(TypedDataEncoder.getPayload(domain, types, value));
    return String(await this.asked("eth_signTypedData_v4", [this.address, payload]));
  }

  private async asked(method: string, params: readonly unknown[]): Promise<unknown> {
    try {
      return await this.ask(method, params);
    } catch (error) {
      throw this.refused(error instanceof Error ? error.message : "it does not answer");
    }
  }

  private async inHex(request: TransactionRequest): Promise<Record<string, unknown>> {
    const { chainId, nonce, gasLimit, maxFeePerGas, maxPriorityFeePerGas, to, data } = await resolveProperties(request);
    return {
      type: "0x2",
      from: this.address,
      to: to === undefined || to === null ? undefined : await resolveAddress(to),
      data: data ?? "0x",
      value: "0x0",
      chainId: toQuantity(chainId ?? 0),
      nonce: toQuantity(nonce ?? 0),
      gas: toQuantity(gasLimit ?? 0),
      maxFeePerGas: toQuantity(maxFeePerGas ?? 0),
      maxPriorityFeePerGas: toQuantity(maxPriorityFeePerGas ?? 0),
    };
  }

  private refused(why: string): RefusedError {
    return new RefusedError(
      "SignerRefused",
      `The remote signer did not sign for ${this.address}: ${why}. Nothing was sent.`,
      "Check REGAIN_SIGNER_URL, and that the signer holds this account's key.",
    );
  }
}
