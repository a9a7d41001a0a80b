import { expect } from "chai";
import { runTask } from "../../tasks/io/run";

describe("A task's result", () => {
  it("is printed before the task ends, however slowly it is read", async () => {
    const { stdout, exitCode } = process;
    const write = stdout.write.bind(stdout);
    let taken = "";
    let isDrained = false;
    stdout.write = (text: string | Uint8Array) => {
      taken += String(text);
      setImmediate(() => {
        isDrained = true;
        stdout.emit("drain");
      });
      return false;
    };
    try {
      await runTask(true, () => Promise.resolve({ text: "", json: { amount: 7n } }));
    } finally {
      stdout.write = write;
      process.exitCode = exitCode;
    }
    expect([taken, isDrained]).to.deep.equal(['{"amount":"7"}\n', true]);
  });
});
