import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import ts from "typescript-eslint";

/** Values of these rooms that a room of src/ may import; every room may import the types of the rooms below it or beside it. */
const roomsBelow = {
  shared: [],
  identity: ["shared"],
  chain: ["shared", "identity"],
  store: ["shared", "identity"],
  report: ["shared", "identity"],
  directory: ["shared", "identity", "store"],
  notify: ["shared", "identity", "store", "report"],
  claims: ["shared", "identity", "chain", "store"],
  recovery: ["shared", "identity", "chain", "store", "directory", "claims"],
  vault: ["shared", "identity", "chain", "store"],
};
/** The rooms at the bottom know nothing of the others, not even their types. */
const bottomRooms = ["shared", "identity"];

const anyOf = (names) => `(${names.join("|")})`;
/** Matches imports of these rooms from a file that lies `depth` folders deep in src/. */
const rooms = (names, depth) => `^(\\.\\./){${depth}}${anyOf(names)}(/|$)`;
const depths = [1, 2, 3];

const fences = {
  engineAlone: {
    regex: "^(\\.\\./)+(tasks|deploy|test)(/|$)",
    message: "The engine knows nothing of tasks, deployments and tests: pass what it needs as an argument.",
  },
  noHardhat: {
    regex: "^(hardhat|hardhat-deploy|@nomicfoundation/[^/]+)(/|$)",
    message: "The engine runs without Hardhat: pass the provider, the clock and the files as arguments.",
  },
  scripts: {
    regex: "(^|/)scripts/",
    message: "scripts/ holds one-shot programs, imported by nobody: move what is shared into src/.",
  },
  foreignSuite: {
    regex: "^@(tokenysolutions|onchain-id)/",
    message: "The foreign suites serve tests only: describe what is needed in contracts/interfaces/.",
  },
  typechainValues: {
    regex: "(^|/)typechain-types(/|$)",
    allowTypeImports: true,
    message:
      "Only src/chain/ imports factories from typechain-types: import the type, or ask src/chain/ for the contract.",
  },
  hardhatInTasks: {
    regex: "^hardhat$",
    allowTypeImports: true,
    message: "Hardhat is still loading when it reads this file: use the hre that the action receives.",
  },
  engineInTasks: {
    regex: `^(\\.{1,2}/)+src/(?!${anyOf(["shared", "identity", "report"])}(/|$))`,
    allowTypeImports: true,
    message: "Import the engine inside the action, so that a clean clone starts before the first compile.",
  },
};

function roomFence(room, depth) {
  const others = Object.keys(roomsBelow).filter((other) => other !== room && !roomsBelow[room].includes(other));
  const allowed = roomsBelow[room].length === 0 ? "no other room" : `only ${roomsBelow[room].join(", ")}`;
  return {
    regex: rooms(others, depth),
    allowTypeImports: !bottomRooms.includes(room),
    message: `Rooms point one way: src/${room}/ imports ${allowed}.`,
  };
}

function purityFence(depth) {
  return {
    regex: rooms(["chain", "store", "directory"], depth),
    allowTypeImports: true,
    message: "Planning is pure: let the survey read, and pass in what it saw.",
  };
}

/** Forbids imports at the top of a file. */
function fence(...patterns) {
  return { "@typescript-eslint/no-restricted-imports": ["error", { patterns }] };
}

/** Forbids imports at the top of a file and, as `import()`, anywhere in it. */
function fenceEverywhere(...patterns) {
  const inside = patterns.map(({ regex, message }) => ({
    selector: `ImportExpression[source.value=/${regex.replaceAll("/", "\\x2F")}/]`,
    message,
  }));
  return { ...fence(...patterns), "no-restricted-syntax": ["error", ...inside] };
}

const inEngine = [fences.engineAlone, fences.noHardhat, fences.scripts, fences.foreignSuite];
const inRoom = (room, depth) => [
  ...inEngine,
  ...(room === "chain" ? [] : [fences.typechainValues]),
  roomFence(room, depth),
];
const filesAt = (room, depth, name) => [`src/${room}/${"*/".repeat(depth - 1)}${name}`];
const printing = "The engine neither prints nor exits: return the result, or throw an error with its exit status.";

export default defineConfig(
  { ignores: ["artifacts/", "cache/", "coverage/", "deployments/", "dist/", "forge-*/", "typechain-types/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      eqeqeq: "error",
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["src/**/*.ts"],
    rules: {
      ...fenceEverywhere(...inEngine, fences.typechainValues),
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        ...["exit", "exitCode", "stdout", "stderr"].map((property) => ({
          object: "process",
          property,
          message: printing,
        })),
      ],
    },
  },
  depths.flatMap((depth) => [
    ...Object.keys(roomsBelow).map((room) => ({
      files: filesAt(room, depth, "*.ts"),
      rules: fenceEverywhere(...inRoom(room, depth)),
    })),
    {
      files: filesAt("recovery", depth, "plan*.ts"),
      rules: fenceEverywhere(...inRoom("recovery", depth), purityFence(depth)),
    },
  ]),
  {
    files: ["hardhat.config.ts", "tasks/**/*.ts"],
    rules: fence(fences.scripts, fences.typechainValues, fences.hardhatInTasks, fences.engineInTasks),
  },
  {
    // What an action imports once it runs: the engine is compiled by then.
    files: ["tasks/*/work/**/*.ts"],
    rules: fence(fences.scripts, fences.typechainValues),
  },
  {
    files: ["deploy/**/*.ts"],
    rules: fence(fences.scripts),
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      ...fence(fences.scripts),
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unused-expressions": "off",
      "max-lines": "off",
    },
  },
  {
    files: ["**/*.{js,cjs,mjs}"],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { globals: { console: "readonly", process: "readonly" } },
  },
  {
    files: ["**/*.{js,cjs}"],
    languageOptions: { sourceType: "commonjs" },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
