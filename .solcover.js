module.exports = {
  // viaIR with the optimizer's stack allocation alone: instrumented code stays compilable.
  irMinimum: true,
  skipFiles: ["mocks"],
  // Instrumented code costs more: what a test says of gas holds for the contracts as they are deployed.
  mocha: { grep: "@skip-on-coverage", invert: true },
  istanbulReporter: ["html", "lcov", "json-summary"],
};
