// A folder as a host of static files sends it: compressed, and with a count of what went over the wire.

import { subscribe } from "node:diagnostics_channel";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

import { serveFolder } from "../tests/e2e/support.mjs";

// The test's server does not hand out its connections. Whoever asks, a page or a worker, asks through one.
const connections = new Set();
subscribe("http.server.request.start", ({ socket }) => connections.add(socket));

/** The bytes that all servers of this process have sent since `forgetSent`, with the headers. */
export function sent() {
  return [...connections].reduce((sum, { bytesWritten }) => sum + bytesWritten, 0);
}

export function forgetSent() {
  connections.clear();
}

/** Serves folders as one, each file compressed once and for all, and hands the address to `use`. */
export async function withCompressed(folders, use) {
  const folder = await mkdtemp(join(tmpdir(), "spawnpoint-bench-"));
  try {
    for (const from of folders) {
      await cp(from, folder, { recursive: true });
    }
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) {
        const path = join(entry.parentPath, entry.name);
        await writeFile(path, await promisify(gzip)(await readFile(path), { level: 9 }));
      }
    }
    const server = await serveFolder(folder, {
      // Without a time to keep files for, which hosts give, a page and its workers would ask for the same one again.
      headers: { "cache-control": "max-age=600", "content-encoding": "gzip" },
    });
    try {
      return await use(server.url);
    } finally {
      await server.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}
