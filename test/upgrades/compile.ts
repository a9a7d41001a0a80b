import {
  getContractVersion,
  getStorageLayout,
  makeNamespacedInput,
  solcInputOutputDecoder,
  validate,
  type SolcInput,
  type SolcOutput,
  type StorageLayout,
  type ValidationRunData,
  type Version,
} from "@openzeppelin/upgrades-core";
import { artifacts } from "hardhat";

interface SolcPackage {
  compile(input: string): string;
}

/** What OpenZeppelin's validation makes of a contract: its findings, and what it keeps where. */
export interface Examined {
  readonly findings: ValidationRunData;
  readonly version: Version;
  readonly layout: StorageLayout;
}

/** A change to the source of one contract: what stands there, and what shall stand in its place. */
export interface Change {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

const OUTPUTS = { "*": { "*": ["storageLayout"], "": ["ast"] } };

/** Examines a contract as it is built, or with its sources changed. */
export async function examine(path: string, name: string, changes: readonly Change[] = []): Promise<Examined> {
  const buildInfo = await artifacts.getBuildInfo(`${path}:${name}`);
  if (buildInfo === undefined) throw new Error(`${name} is not compiled. Run: npm run build`);
  const { solcVersion } = buildInfo;
  const built = buildInfo.output as unknown as SolcOutput;
  const input = changed(only(importedBy(path, built), buildInfo.input), changes);
  const output = withCodeOf(built, await compile(input));
  const namespaced = await compile(makeNamespacedInput(input, output, solcVersion));
  const findings = validate(output, solcInputOutputDecoder(input, output), solcVersion, input, namespaced);
  const version = getContractVersion(findings, `${path}:${name}`);
  return { findings, version, layout: getStorageLayout(findings, version) };
}

/** A file with all that it imports, near and far. */
function importedBy(path: string, { sources }: SolcOutput, known = new Set<string>()): Set<string> {
  if (known.has(path)) return known;
  known.add(path);
  for (const node of sources[path]?.ast.nodes ?? []) {
    if (node.nodeType === "ImportDirective") importedBy(node.absolutePath, { sources } as SolcOutput, known);
  }
  return known;
}

function only(paths: ReadonlySet<string>, input: SolcInput): SolcInput {
  return { ...input, sources: Object.fromEntries(Object.entries(input.sources).filter(([path]) => paths.has(path))) };
}

function changed(input: SolcInput, changes: readonly Change[]): SolcInput {
  const sources = { ...input.sources };
  for (const { path, from, to } of changes) {
    const content = sources[path]?.content ?? "";
    if (!content.includes(from)) throw new Error(`${path} does not hold: ${from}`);
    sources[path] = { content: content.replace(from, to) };
  }
  return { ...input, sources };
}

/** Code is not compiled again, which would take a minute: validation reads nothing of it but its links. */
function withCodeOf(built: SolcOutput, output: SolcOutput): SolcOutput {
  for (const [path, contracts] of Object.entries(output.contracts)) {
    for (const [name, contract] of Object.entries(contracts)) {
      Object.assign(contract, { evm: built.contracts[path]?.[name]?.evm });
    }
  }
  return output;
}

async function compile(input: SolcInput): Promise<SolcOutput> {
  const { default: solc } = (await import("solc")) as { default: SolcPackage };
  const settings = { ...input.settings, outputSelection: OUTPUTS };
  const output = JSON.parse(solc.compile(JSON.stringify({ ...input, settings }))) as SolcOutput & {
    readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  };
  const error = output.errors?.find(({ severity }) => severity === "error");
  if (error !== undefined) throw new Error(error.formattedMessage);
  return output;
}
