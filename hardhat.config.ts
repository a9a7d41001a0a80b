import type {} from "@nomicfoundation/hardhat-toolbox";
import type { HardhatUserConfig } from "hardhat/config";
import type {} from "hardhat-deploy";

import "./tasks/build/load-plugins"; // hardhat-toolbox and hardhat-deploy, as far as the command needs them
import "./tasks";

const config: HardhatUserConfig = {
  solidity: {
    version: "0.8.30",
    settings: { viaIR: true, optimizer: { enabled: true, runs: 200 }, evmVersion: "cancun" },
  },
  networks: {
    hardhat: { hardfork: "osaka", blockGasLimit: 60_000_000, allowUnlimitedContractSize: false },
    localhost: { url: process.env["REGAIN_RPC_URL"] ?? "http://127.0.0.1:8545" },
  },
  typechain: { outDir: "typechain-types", target: "ethers-v6" },
  namedAccounts: { deployer: 0 },
  mocha: { timeout: 300_000, jobs: 2 },
};

export default config;
