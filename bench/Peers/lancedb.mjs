// LanceDB, an embedded vector database: rows with the same stand-in embeddings, one add a row, and vector search as well as full-text search.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as lancedb from "@lancedb/lancedb";
import { addRate, input, report, searchTimes } from "./measure.mjs";
import { embed } from "./embeddings.mjs";

const folder = mkdtempSync(join(tmpdir(), "bench-lancedb-"));
const db = await lancedb.connect(folder);
const row = (text) => ({ text, vector: embed(text) });

const adds = {};
for (const connections of [1, 8, 64]) {
  const table = await db.createTable(`add${connections}`, [row("first")]);
  adds[connections] = await addRate(connections, (text) => table.add([row(text)]));
}

const table = await db.createTable("search", input.texts.map(row));
await table.createIndex("text", { config: lancedb.Index.fts() });
const search = await searchTimes((query) => table.search(embed(query)).limit(10).toArray());
const fullText = await searchTimes((query) => table.search(query, "fts", "text").limit(10).toArray());

report({ peer: "lancedb", adds, memories: input.texts.length, search, fullText });
rmSync(folder, { recursive: true, force: true });
process.exit(0);
