// The same client against a server that has no model: searching and answering from memories work, plain completions say what is missing.
import assert from 'node:assert/strict';
import { App } from './app.mjs';
import { Server, publishableKey } from './server.mjs';

const model = 'anthropic/claude-sonnet-4.5';

export default async function ({ test, fencyJs }) {
  const server = new Server({});
  await server.start();
  const fency = await fencyJs.loadFency({ publishableKey, baseUrl: server.baseUrl });
  const app = new App(fencyJs, fency, server);
  try {
    const type = await server.rest('POST', '/v1/memory-types', { name: 'Docs' });
    const memory = await server.rest('POST', '/v1/memories', {
      memoryTypeId: type.id, sourceType: 'TEXT', title: 'Ferry timetable', text: 'The last ferry to the island leaves at half past ten in the evening.',
    });

    await test('without a model, a memory chat quotes the best passages and says that it does', async () => {
      const { last, events } = await app.run({ type: 'MemoryChat', messages: [{ role: 'USER', content: 'When does the last ferry leave?' }], model });
      assert.equal(last.eventType, 'Completed');
      assert.match(last.response.textResponse, /No language model is configured/);
      assert.match(last.response.textResponse, /half past ten/);
      assert.deepEqual(last.response.sources.map(source => source.memoryId), [memory.id]);
      assert.ok(events.some(event => event.data.eventType === 'SearchMemoryChunks' && event.data.items?.length > 0));
    });

    await test('without a model, exploring quotes as well, in the language asked for', async () => {
      const { last } = await app.run({ type: 'ExploreMemories', query: 'last ferry', model, language: 'no' });
      assert.match(last.response.textResponse, /Ingen språkmodell/);
      assert.match(last.response.textResponse, /half past ten/);
    });

    await test('without a model, a search expands its query by its own words', async () => {
      const { last, events } = await app.run({ type: 'MemorySearch', query: 'When does the last ferry leave?', model, queryExpansion: { queryCount: 3 } });
      assert.equal(last.response.items[0].memoryId, memory.id);
      assert.match(events.findLast(event => event.data.eventType === 'GeneratingQueries').data.memoryTypes[0].reasoning, /No model is configured/);
    });

    await test('without a model, a plain completion fails and names the setting', async () => {
      const { id, last } = await app.run({ type: 'StreamingChatCompletion', messages: [{ role: 'USER', content: 'Hello' }], model });
      assert.equal(last.eventType, 'Error');
      assert.match(last.message, /FencyGrid:Models/);
      assert.equal((await server.rest('GET', `/v1/agent-tasks/${id}`)).status, 'FAILED');
    });
  } finally {
    app.dispose();
    await server.dispose();
  }
}
