// mem0's open-source package: infer off (no model call), embeddings from the local stand-in, its own default stores on disk.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addRate, input, report, searchTimes } from "./measure.mjs";
import { DIMENSIONS, serve } from "./embeddings.mjs";

const folder = mkdtempSync(join(tmpdir(), "bench-mem0-"));
process.env.MEM0_TELEMETRY = "false";
process.env.HOME = folder;
process.chdir(folder);
const { Memory } = await import("mem0ai/oss");
const { server, url } = await serve();

function open(name) {
  return new Memory({
    embedder: { provider: "openai", config: { apiKey: "none", model: "stub", baseURL: url, url, embeddingDims: DIMENSIONS } },
    vectorStore: { provider: "memory", config: { collectionName: name, dimension: DIMENSIONS, dbPath: join(folder, `${name}.db`) } },
    llm: { provider: "openai", config: { apiKey: "none", model: "stub", baseURL: url } },
    historyDbPath: join(folder, `${name}-history.db`),
  });
}

const adds = {};
for (const connections of [1, 8, 64]) {
  const memory = open(`add${connections}`);
  adds[connections] = await addRate(connections, (text) => memory.add(text, { userId: "bench", infer: false }));
}

const memory = open("search");
for (const text of input.texts) await memory.add(text, { userId: "bench", infer: false });
const search = await searchTimes((query) => memory.search(query, { topK: 10, filters: { user_id: "bench" } }));

report({ peer: "mem0", adds, memories: input.texts.length, search });
server.close();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
