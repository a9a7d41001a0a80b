import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { expect } from "chai";
import { isUnreachable } from "../../src/chain/failures";
import { askAt, connectNode } from "../../src/chain/node";
import { RemoteSigner } from "../../src/chain/remote-signer";

const ACCOUNT = "0x2a5AEcE0bb9EfFD7608213AE1745873385515c18";

describe("An address with a password or an API key in it", () => {
  let server: Server;
  let address: string;
  before(async () => {
    server = createServer((_, outgoing) => outgoing.writeHead(500).end("no")).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    address = `http://operator:canary-password@127.0.0.1:${port}/v2/canary-key`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  async function failureOf(work: Promise<unknown>): Promise<unknown> {
    return work.then(
      () => expect.fail("It did not fail."),
      (error: unknown) => error,
    );
  }

  it("is not repeated when a remote signer fails", async () => {
    const error = await failureOf(new RemoteSigner(ACCOUNT, askAt(address)).signTransaction({ to: ACCOUNT }));
    expect(inspect(error, { depth: 9 }))
      .to.contain("it answers 500")
      .and.not.to.contain("canary");
  });

  it("is not repeated when a node fails, which is still known as one that does not answer", async () => {
    const error = await failureOf(connectNode(address));
    expect(isUnreachable(error)).to.equal(true);
    expect(inspect(error, { depth: 9 })).not.to.contain("canary");
  });
});
