module.exports = {
  // viaIR with the optimizer's stack allocation alone: instrumented code stays compilable.
  irMinimum: true,
  skipFiles: ["mocks"],
  istanbulReporter: ["html", "lcov", "json-summary"],
};
