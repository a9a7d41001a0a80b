// Preloaded into a command: its files cannot be written, as on a disk that is full.
const { promises: fs } = require("node:fs");

const open = fs.open;
fs.open = async (path, ...options) => {
  const handle = await open(path, ...options);
  if (String(path).endsWith(".tmp")) {
    handle.writeFile = async (text) => {
      await handle.write(text.slice(0, text.length / 2));
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    };
  }
  return handle;
};
