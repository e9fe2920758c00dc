// A local stand-in for an embedding service: OpenAI's /embeddings, answered with hashed character trigrams.
// It costs microseconds, so that a peer is measured and not its model.
import { createServer } from "node:http";

export const DIMENSIONS = 256;

export function embed(text) {
  const vector = new Float64Array(DIMENSIONS);
  const folded = ` ${text.toLowerCase()} `;
  for (let i = 0; i + 3 <= folded.length; i++) {
    let hash = 2166136261;
    for (let j = i; j < i + 3; j++) hash = Math.imul(hash ^ folded.charCodeAt(j), 16777619);
    vector[(hash >>> 0) % DIMENSIONS] += 1;
  }
  const norm = Math.hypot(...vector) || 1;
  return Array.from(vector, (value) => value / norm);
}

export function serve() {
  const server = createServer((request, response) => {
    const body = [];
    request.on("data", (part) => body.push(part));
    request.on("end", () => {
      const { input, encoding_format: format } = JSON.parse(Buffer.concat(body));
      const data = [input].flat().map((text, index) => {
        const vector = embed(text);
        const embedding = format === "base64" ? Buffer.from(new Float32Array(vector).buffer).toString("base64") : vector;
        return { object: "embedding", index, embedding };
      });
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ object: "list", model: "stub", data, usage: { prompt_tokens: 0, total_tokens: 0 } }));
    });
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve({ server, url: `http://127.0.0.1:${server.address().port}/v1` })));
}
