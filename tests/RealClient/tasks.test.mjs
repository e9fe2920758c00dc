// Every type of task with a model behind the server, each event through the client's own parsers.
import assert from 'node:assert/strict';
import { App } from './app.mjs';
import { OpenAiStub } from './openai-stub.mjs';
import { Server, publishableKey } from './server.mjs';

const model = 'openai/gpt-4.1';
const user = content => [{ role: 'USER', content }];
const kinds = events => events.map(event => event.data.eventType).filter((kind, i, all) => kind !== all[i - 1]);

// In order, with others between them allowed.
function assertOrder(actual, expected) {
  let at = 0;
  for (const kind of actual) if (kind === expected[at]) at++;
  assert.equal(at, expected.length, `${expected.join(', ')} expected in ${actual.join(', ')}`);
}

export default async function ({ test, fencyJs }) {
  const stub = new OpenAiStub();
  await stub.start();
  const server = new Server({
    FencyGrid__Models__openai__Endpoint: stub.baseUrl,
    FencyGrid__Models__openai__ApiKey: 'test-key',
    FencyGrid__Models__openai__MaxRetries: '0',
  });
  await server.start();
  const fency = await fencyJs.loadFency({ publishableKey, baseUrl: server.baseUrl });
  const app = new App(fencyJs, fency, server);
  try {
    const type = await server.rest('POST', '/v1/memory-types', { name: 'Docs' });
    const other = await server.rest('POST', '/v1/memory-types', { name: 'Private' });
    const notes = await server.rest('POST', '/v1/memories', {
      memoryTypeId: type.id, sourceType: 'TEXT', title: 'Pricing notes', metadata: { team: 'sales', level: 2 },
      text: 'We agreed on tiered enterprise pricing. The team tier costs 40 per seat.\fThe second page speaks of discounts for schools.',
    });
    const hidden = await server.rest('POST', '/v1/memories', {
      memoryTypeId: other.id, sourceType: 'TEXT', title: 'Pricing secrets', text: 'The secret floor for enterprise pricing is 17.',
    });
    const rails = { memoryTypes: [{ memoryTypeId: type.id }] };

    await test('a publishable key that does not start with pk_ is refused by the client itself', async () => {
      await assert.rejects(fencyJs.loadFency({ publishableKey: 'sk_1', baseUrl: server.baseUrl }));
    });

    await test('a streaming chat completion streams text and completes with the conversation', async () => {
      const { id, events, last } = await app.run({ type: 'StreamingChatCompletion', messages: user('What is the answer?'), model, temperature: 0.5, topP: 0.9 });
      assert.deepEqual(kinds(events), ['Text', 'Completed']);
      assert.equal(new Set(events.filter(event => event.data.eventType === 'Text').map(event => event.progressItemId)).size, 1);
      assert.equal(last.response.textResponse, 'The answer is 42.');
      assert.deepEqual(last.response.messages, [{ role: 'USER', content: 'What is the answer?' }, { role: 'ASSISTANT', content: 'The answer is 42.' }]);
      const task = await server.rest('GET', `/v1/agent-tasks/${id}`);
      assert.equal(task.status, 'SUCCEEDED');
      assert.equal(task.taskType, 'STREAMING_CHAT_COMPLETION');
      assert.equal(task.successResponse.text, 'The answer is 42.');
      const request = stub.requests.at(-1);
      assert.equal(request.authorization, 'Bearer test-key');
      assert.equal(request.body.model, 'gpt-4.1');
      assert.equal(request.body.temperature, 0.5);
    });

    await test('a structured chat completion answers with JSON of the schema, repaired once if need be', async () => {
      const jsonSchema = JSON.stringify({
        type: 'object', properties: { answer: { type: 'string' }, confidence: { type: 'number', maximum: 1 } }, required: ['answer'], additionalProperties: false,
      });
      const { id, last } = await app.run({ type: 'StructuredChatCompletion', messages: user('Is it valid? [wrong]'), jsonSchema, model });
      assert.equal(last.eventType, 'Completed');
      assert.deepEqual(JSON.parse(last.response.jsonResponse), { answer: 'yes', confidence: 0.95 });
      const task = await server.rest('GET', `/v1/agent-tasks/${id}`);
      assert.deepEqual(task.successResponse.json, { answer: 'yes', confidence: 0.95 });
    });

    await test('a memory search tells its steps and finds the passage, within the guard rails', async () => {
      const { events, last } = await app.run(
        { type: 'MemorySearch', query: 'What did we agree on pricing?', model, contextExpansion: { before: 1, after: 1 }, queryExpansion: { queryCount: 2 } }, rails);
      assert.deepEqual(kinds(events), ['GeneratingQueries', 'ExploreQueries', 'SearchMemoryTypes', 'Completed']);
      assert.equal(last.response.query, 'What did we agree on pricing?');
      assert.equal(last.response.items[0].memoryId, notes.id);
      assert.equal(last.response.items[0].memoryTypeName, 'Docs');
      assert.ok(last.response.items.every(item => item.memoryTypeId === type.id));
      const queries = events.findLast(event => event.data.eventType === 'GeneratingQueries').data.memoryTypes[0];
      assert.deepEqual(queries.queries.map(query => query.query), ['enterprise price tiers', 'seat cost per month']);
    });

    await test('a memory chat finds, searches and reads, streams its answer and cites its sources', async () => {
      const { id, events, last } = await app.run({ type: 'MemoryChat', messages: user('How is pricing set up?'), model, memoryScanLimit: 3, chunkLimit: 5 }, rails);
      assertOrder(kinds(events), ['Thinking', 'FindMemories', 'FindMemoriesResult', 'SearchMemoryChunks', 'Text', 'FindSources', 'SourcesResult', 'Completed']);
      assert.match(last.response.textResponse, /^Enterprise pricing is tiered/);
      assert.deepEqual(last.response.sources.map(source => source.memoryId), [notes.id]);
      const link = last.response.textResponse.match(/\((https:[^)]*)\)/)[1];
      assert.deepEqual(fencyJs.parseAgentTaskMemoryFromFencyMemHref(link), { memoryId: notes.id, memoryTypeId: type.id });
      const task = await server.rest('GET', `/v1/agent-tasks/${id}`);
      assert.equal(task.successResponse.sources[0].memoryTitle, 'Pricing notes');
    });

    await test('a memory outside of the guard rails cannot be read by its id', async () => {
      const { last } = await app.run({ type: 'MemoryChat', messages: user(`[secret] ${hidden.id}`), model }, rails);
      assert.match(last.response.textResponse, /there is no memory/);
      const shown = JSON.stringify(stub.requests.at(-1).body.messages.filter(message => message.role === 'tool'));
      assert.ok(!shown.includes('secret floor') && !shown.includes('Pricing secrets'), shown);
    });

    await test('a match on metadata holds for every tool', async () => {
      const { last } = await app.run({ type: 'MemoryChat', messages: user(`[secret] ${notes.id}`), model }, { memoryTypes: [{ memoryTypeId: type.id, match: { level: { gte: 3 } } }] });
      assert.match(last.response.textResponse, /there is no memory/);
      const tools = stub.requests.at(-1).body.messages.filter(message => message.role === 'tool').map(message => JSON.stringify(message.content));
      assert.ok(tools.slice(0, 2).every(text => text.includes('Nothing was found')), tools.join('\n'));
    });

    await test('exploring memories plans, looks and answers', async () => {
      const { events, last } = await app.run({ type: 'ExploreMemories', query: 'What is known about pricing?', model, language: 'en' }, rails);
      assertOrder(kinds(events), ['Classifying', 'Planning', 'FindMemories', 'FindMemoriesResult', 'SemanticSearch', 'Text', 'FindSources', 'SourcesResult', 'Completed']);
      assert.deepEqual(last.response.sources.map(source => source.memoryId), [notes.id]);
    });

    await test('a file that a task wrote is downloaded by its link', async () => {
      const { last } = await app.run({ type: 'MemoryChat', messages: user('Put the prices into a [file].'), model }, rails);
      const href = last.response.textResponse.match(/\((https:\/\/agent\.fency\.ai\/files\/[^)]*)\)/)[1];
      const agentTaskFileId = fencyJs.parseAgentTaskFileIdFromFencyFileHref(href);
      const { clientToken } = await app.session({ createAgentTaskFileDownload: {} });
      const link = await fencyJs.createAgentTaskFileDownloadLink({ pk: publishableKey, baseUrl: server.baseUrl, clientToken, agentTaskFileId });
      assert.equal(link.type, 'success', JSON.stringify(link));
      const file = await fetch(link.downloadLink);
      assert.equal(await file.text(), 'tier,price\nteam,40\n');
      assert.equal(file.headers.get('content-type'), 'text/csv; charset=utf-8');
      const again = await fencyJs.createAgentTaskFileDownloadLink({ pk: publishableKey, baseUrl: server.baseUrl, clientToken, agentTaskFileId });
      assert.match(again.error.message, /used already/);
      assert.equal((await fetch(link.downloadLink.replace(/token=.{8}/, 'token=00000000'))).status, 401);
    });

    await test('deleting a memory takes the answers that were written from it', async () => {
      const passing = await server.rest('POST', '/v1/memories', { memoryTypeId: type.id, sourceType: 'TEXT', title: 'Pricing of 2019', text: 'Old enterprise pricing: everything cost 9.' });
      const only = { memoryTypes: [{ memoryTypeId: type.id, memoryIds: [passing.id] }] };
      const { id } = await app.run({ type: 'MemoryChat', messages: user('How was pricing?'), model }, only);
      await server.rest('DELETE', `/v1/memories/${passing.id}`);
      const task = await server.rest('GET', `/v1/agent-tasks/${id}`);
      assert.equal(task.successResponse.text, null);
      assert.deepEqual(task.successResponse.sources, []);
    });

    for (const [word, reason] of [['fails', /failed \(500\)/], ['garbage', /not an answer of the OpenAI API|stopped before the end/], ['halfway', /stopped before the end|broke off/]]) {
      await test(`a model endpoint that ${word === 'fails' ? word : `answers ${word}`} fails the task with the reason`, async () => {
        const { id, last } = await app.run({ type: 'StreamingChatCompletion', messages: user(`[${word}]`), model });
        assert.equal(last.eventType, 'Error');
        assert.match(last.message, reason);
        const task = await server.rest('GET', `/v1/agent-tasks/${id}`);
        assert.equal(task.status, 'FAILED');
        assert.equal(task.failureResponse.message, last.message);
      });
    }

    await test('tokens are for one use, one purpose and one type of task', async () => {
      const stream = await app.streams.getOrCreateStream();
      const chat = { type: 'StreamingChatCompletion', messages: user('Hello'), model };
      const { clientToken } = await app.session({ createAgentTask: { taskType: 'STREAMING_CHAT_COMPLETION' } });
      assert.match((await app.create(stream, clientToken, { type: 'ExploreMemories', query: 'x', model })).error.message, /allows a task of type STREAMING_CHAT_COMPLETION/);
      assert.equal((await app.create(stream, clientToken, chat)).type, 'success');
      assert.match((await app.create(stream, clientToken, chat)).error.message, /used already/);
      const streamSession = await app.session({ createStream: {} });
      assert.match((await app.create(stream, streamSession.clientToken, chat)).error.message, /creating a stream/);
      assert.match((await app.create(stream, 'nonsense', chat)).error.message, /not valid/);
      const fresh = await app.session({ createAgentTask: { taskType: 'STREAMING_CHAT_COMPLETION' } });
      assert.match((await app.create({ token: '0'.repeat(64) }, fresh.clientToken, chat)).error.message, /stream token is not valid/);
    });

    await test('a model that nothing serves is refused before the task is made', async () => {
      const created = await app.start({ type: 'StreamingChatCompletion', messages: user('Hello'), model: 'google/gemini-2.5-pro' });
      assert.match(created.error.message, /FencyGrid:Models/);
    });

    await test('a stream that does not exist is told so by the event that the client knows', async () => {
      const unknown = { stream: { id: `str_${'0'.repeat(32)}`, token: '0'.repeat(64), createdAt: new Date().toISOString() }, createdAt: Date.now() };
      app.manager.connectStream(unknown);
      await app.when('STREAM_NOT_FOUND', () => app.events.find(event => event.type === 'STREAM_NOT_FOUND' && event.streamId === unknown.stream.id));
    });

    await test('a wrong stream token ends the client\'s attempts', async () => {
      const stream = await app.streams.getOrCreateStream();
      const wrong = { stream: { ...stream, token: stream.token.slice(0, 32) + '0'.repeat(32) }, createdAt: Date.now() };
      const manager = new fencyJs.StreamEventManager(fency);
      const failure = new Promise(resolve => manager.subscribe('wrong', { onMessage() {}, onError: (_, error) => resolve(error) }));
      const log = console.error;
      console.error = () => {};
      manager.connectStream(wrong);
      assert.equal(await failure, 'Client error 401');
      console.error = log;
      manager.cleanup();
    });

    await test('a browser page of another origin may send the client\'s headers', async () => {
      const preflight = await fetch(`${server.baseUrl}/pub/ct-st/agent-tasks`, {
        method: 'OPTIONS',
        headers: { Origin: 'https://app.example', 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type,x-fency-client-token,x-fency-publishable-key,x-fency-sdk-version,x-fency-stream-token' },
      });
      assert.equal(preflight.status, 204);
      assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
      assert.match(preflight.headers.get('access-control-allow-headers'), /x-fency-stream-token/);
      const refused = await fetch(`${server.baseUrl}/pub/ct/streams`, { method: 'POST', headers: { Origin: 'https://app.example' } });
      assert.equal(refused.status, 401);
      assert.equal(refused.headers.get('access-control-allow-origin'), '*');
    });
  } finally {
    app.dispose();
    await server.dispose();
    stub.stop();
  }
}
