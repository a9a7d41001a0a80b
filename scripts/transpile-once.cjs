// What ts-node transpiles with (tsconfig.json names it): TypeScript's own transpiler, whose output is kept in cache/ until
// the source, the options or the compiler change. Without it every command would transpile all tasks anew.
"use strict";
/* global __dirname */
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const FOLDER = join(__dirname, "../cache/transpiled");
const digestOf = (...texts) => texts.reduce((hash, text) => hash.update(text), createHash("sha256")).digest("hex");

exports.create = ({ service: { config } }) => {
  const ts = require("typescript");
  const terms = JSON.stringify([ts.version, config.options]);
  const transpile = (code, fileName) => {
    const { outputText, sourceMapText, diagnostics } = ts.transpileModule(code, {
      fileName,
      compilerOptions: config.options,
      reportDiagnostics: true,
    });
    return { outputText, sourceMapText, diagnostics };
  };
  return {
    transpile: (code, { fileName }) => {
      const key = digestOf(terms, code);
      const path = join(FOLDER, `${digestOf(fileName)}.json`);
      const kept = read(path);
      if (kept?.key === key) return kept.output;
      const output = transpile(code, fileName);
      if (output.diagnostics.length === 0) keep(path, { key, output });
      return output;
    },
  };
};

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/** Written whole or not at all: other commands read it meanwhile. A folder that cannot be written to keeps nothing. */
function keep(path, entry) {
  const written = `${path}.${process.pid}`;
  try {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(written, JSON.stringify(entry));
    renameSync(written, path);
  } catch {
    return;
  }
}
