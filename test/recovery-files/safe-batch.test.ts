import { expect } from "chai";
import { checksumOf, encodeSafeBatches, type SafeBatch } from "../../src/recovery/files/safe-batch";

/** A batch that the Transaction Builder 1.16.3 itself wrote, with its checksum: published by its Safe's owners. */
const WRITTEN_BY_ITSELF: SafeBatch = {
  version: "1.0",
  chainId: "100",
  createdAt: 1709111765877,
  meta: {
    name: "Transactions Batch",
    description: "",
    txBuilderVersion: "1.16.3",
    createdFromSafeAddress: "0x2a5AEcE0bb9EfFD7608213AE1745873385515c18",
    createdFromOwnerAddress: "",
    checksum: "0x3ee59dda9cc71943917cbbbb222a6039c7f372e7839bea097d4e3db811353940",
  },
  transactions: [
    {
      to: "0xA331D84eC860Bf466b4CdCcFb4aC09a1B43F3aE6",
      value: "0",
      data: null,
      contractMethod: {
        inputs: [
          { internalType: "bytes32", name: "role", type: "bytes32" },
          { internalType: "address", name: "account", type: "address" },
        ],
        name: "grantRole",
        payable: false,
      },
      contractInputsValues: {
        role: "0xf6c9a5b5acca77f76aed5abd6f810c52c3ff5f4a8a40ee9e1bc09f85795e73da",
        account: "0x9e5D6427D2cdaDC68870197b099C2Df535Ec3c97",
      },
    },
  ],
};

const SAFE = "0x2a5AEcE0bb9EfFD7608213AE1745873385515c18";
const TERMS = { chainId: 1n, sender: SAFE, name: "Regain: execute", description: "a case", createdAt: 1 };
const callsUpTo = (count: number) => Array.from({ length: count }, (_, index) => ({ to: SAFE, data: `0x${index}` }));
const filesWith = (count: number): SafeBatch[] =>
  encodeSafeBatches(callsUpTo(count), TERMS).map((text) => JSON.parse(text) as SafeBatch);

describe("A file for the Safe's Transaction Builder", () => {
  it("has the checksum that the Transaction Builder gives its own", () => {
    expect(checksumOf(WRITTEN_BY_ITSELF)).to.equal(WRITTEN_BY_ITSELF.meta.checksum);
  });

  it("has a checksum over everything but the name", () => {
    const [file] = filesWith(1);
    const { meta, ...batch } = file!;
    expect(meta.checksum).to.equal(checksumOf(file!));
    expect(checksumOf({ ...batch, meta: { ...meta, name: "another" } })).to.equal(meta.checksum);
    expect(checksumOf({ ...batch, meta: { ...meta, description: "another" } })).not.to.equal(meta.checksum);
    expect(checksumOf({ ...batch, meta, chainId: "2" })).not.to.equal(meta.checksum);
    const transactions = batch.transactions.map((each) => ({ ...each, value: "1" }));
    expect(checksumOf({ ...batch, meta, transactions })).not.to.equal(meta.checksum);
  });

  it("holds at most 100 transactions: more of them go into several, in their order", () => {
    const files = filesWith(250);
    expect(files.map(({ transactions }) => transactions.length)).to.deep.equal([100, 100, 50]);
    const data = files.flatMap(({ transactions }) => transactions.map((each) => each.data));
    expect(data).to.deep.equal(callsUpTo(250).map((each) => each.data));
    expect(files.map(({ meta }) => meta.name)).to.deep.equal([1, 2, 3].map((n) => `Regain: execute (${n} of 3)`));
    for (const file of files) expect(file.meta.checksum).to.equal(checksumOf(file));
  });

  it("holds calls that pay nothing, and names who sends them", () => {
    const [file] = filesWith(2);
    expect(file).to.deep.include({ version: "1.0", chainId: "1", createdAt: 1 });
    expect(file!.meta).to.include({ createdFromSafeAddress: SAFE, createdFromOwnerAddress: "" });
    const raw = { to: SAFE, value: "0", contractMethod: null, contractInputsValues: null };
    expect(file!.transactions).to.deep.equal([0, 1].map((index) => ({ ...raw, data: `0x${index}` })));
  });
});
