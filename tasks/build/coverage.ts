import { extendConfig } from "hardhat/config";

/** Instrumented code goes where nobody runs it: artifacts/ and typechain-types/ stay those of the contracts. */
extendConfig((config) => {
  if (!process.argv.includes("coverage")) return;
  config.paths.artifacts = `${config.paths.root}/coverage/artifacts`;
  config.paths.cache = `${config.paths.root}/coverage/cache`;
  config.typechain.dontOverrideCompile = true;
  // Instrumented transactions may exceed the gas cap that later hardforks put on each (EIP-7825).
  config.networks.hardhat.hardfork = "prague";
});
