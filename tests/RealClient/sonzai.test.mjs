// The documented calls of the agent memory API, made by a client that is generated from its OpenAPI description: the server's own, and the vendor's where it lies
// in shared/api in a directory above.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Server, secretKey } from './server.mjs';

// For Fency's client the process is dressed up as a browser, which this one must not take it for when it is loaded.
const { window, document } = globalThis;
delete globalThis.window;
delete globalThis.document;
const { OpenAPIClientAxios } = await import('openapi-client-axios');
Object.assign(globalThis, { window, document });

const file = join('shared', 'api', 'sonzai-memory.openapi.json');

function vendorDescription() {
  for (let folder = import.meta.dirname ?? dirname(new URL(import.meta.url).pathname); ; folder = dirname(folder)) {
    if (existsSync(join(folder, file))) return JSON.parse(readFileSync(join(folder, file), 'utf8'));
    if (folder === dirname(folder)) return undefined;
  }
}

async function generate(definition, server) {
  const api = new OpenAPIClientAxios({
    definition: structuredClone(definition),
    axiosConfigDefaults: { headers: { Authorization: `Bearer ${secretKey}` }, validateStatus: () => true },
    withServer: { url: `${server.baseUrl}/api/v1` },
  });
  return await api.init();
}

async function everyCall(client, agentId) {
  const called = new Set();
  const call = async (operation, expected, parameters, body) => {
    assert.equal(typeof client[operation], 'function', `${operation} is not described`);
    const answer = await client[operation]({ agentId, ...parameters }, body);
    assert.equal(answer.status, expected, `${operation}: ${JSON.stringify(answer.data)}`);
    if (answer.status >= 400) {
      assert.match(answer.headers['content-type'], /^application\/problem\+json/);
      assert.equal(answer.data.status, answer.status);
    } else {
      called.add(operation);
    }
    return answer.data;
  };

  const bergen = await call('createFact', 200, {}, { content: 'Ann lives in Bergen.', user_id: 'ann', importance: 0.4 });
  assert.equal(bergen.atomic_text, 'Ann lives in Bergen.');
  assert.equal(bergen.importance, 0.4);
  const oslo = await call('createFact', 200, {}, { content: 'Ann lives in Oslo.', user_id: 'ann' });
  assert.equal(oslo.supersedes_id, bergen.fact_id);
  await call('createFact', 422, {}, { content: 'Nobody said this.' });

  const bulk = await call('bulkCreateFacts', 200, {}, { user_id: 'ann', facts: [{ content: 'Ann keeps bees behind the church.' }, { content: '' }, { content: 'Bob plays chess.', user_id: 'bob' }] });
  assert.equal(bulk.facts_created, 2);
  assert.deepEqual(bulk.facts.map(fact => fact.user_id), ['ann', 'bob']);
  const wisdom = (await call('createFact', 200, {}, { content: 'The observatory closes at nine.', metadata: { scope: 'agent_global' } })).fact_id;

  const history = await call('getFactHistory', 200, { factId: oslo.fact_id });
  assert.deepEqual(history.previous_versions.map(fact => fact.fact_id), [bergen.fact_id]);
  const changed = await call('updateFact', 200, { factId: oslo.fact_id }, { content: 'Ann lives in Tromsø.', metadata: { a: 1 } });
  assert.deepEqual(changed.metadata, { a: 1 });
  await call('updateFact', 404, { factId: 'unknown' }, { importance: 1 });

  const first = await call('listFacts', 200, { user_id: 'ann', limit: 1 });
  assert.equal(first.total_count, 2);
  const second = await call('listFacts', 200, { user_id: 'ann', limit: 1, page_token: first.next_page_token });
  assert.deepEqual([...first.facts, ...second.facts].map(fact => fact.content).sort(), ['Ann keeps bees behind the church.', 'Ann lives in Tromsø.']);
  await call('listFacts', 422, { limit: 501 });
  assert.equal((await call('listUserFacts', 200, { userId: 'ann', has_metadata: 'true' })).total, 1);

  for (const mode of ['semantic', 'bm25', 'auto']) {
    const found = await call('searchMemories', 200, { q: 'where are the bees', user_id: 'ann', mode });
    assert.equal(found.results[0].content, 'Ann keeps bees behind the church.', mode);
  }
  await call('searchMemories', 422, {});

  const tree = await call('getMemoryTree', 200, { user_id: 'ann', include_contents: 'true' });
  assert.equal(tree.nodes.reduce((sum, node) => sum + node.content_count, 0), 2);
  assert.deepEqual((await call('getMemoryTimeline', 200, { user_id: 'ann' })).total_facts, 2);

  assert.equal((await call('consolidateMemory', 200, {}, { period: 'weekly', user_id: 'ann' })).success, true);
  const summaries = await call('listSummaries', 200, { period: 'weekly' });
  assert.match(summaries.summaries[0].summary, /bees/);

  const seeded = await call('generateSeedMemories', 200, {}, { agentName: 'Mira', personalityPrompt: 'A patient stargazer.', trueInterests: ['comets'], speechPatterns: null });
  assert.ok(seeded.memories.some(memory => memory.content.includes('comets')));

  assert.equal((await call('getWisdomAudit', 200, { factId: wisdom })).fact_id, wisdom);
  await call('deleteWisdomFact', 404, { factId: changed.fact_id });
  assert.equal((await call('deleteWisdomFact', 200, { factId: wisdom })).success, true);

  await call('deleteFact', 204, { factId: changed.fact_id });
  await call('deleteFact', 404, { factId: changed.fact_id });
  const reset = await call('resetMemory', 200, { user_id: 'ann' });
  assert.equal(reset.success, true);
  assert.equal((await call('listUserFacts', 200, { userId: 'ann' })).total, 0);
  return called;
}

export default async function ({ test }) {
  const server = new Server({});
  await server.start();
  try {
    const own = await (await fetch(`${server.baseUrl}/openapi/sonzai.json`)).json();
    const vendor = vendorDescription();
    for (const [whose, definition] of [["the server's own", own], ["the vendor's", vendor]]) {
      if (!definition) continue;
      await test(`every documented call of agent memory, generated from ${whose} description, behaves as described`, async () => {
        const called = await everyCall(await generate(definition, server), `Mira of ${whose} sky`);
        const documented = Object.values(definition.paths).flatMap(path => Object.values(path).map(operation => operation.operationId));
        const ours = ['listConsolidations', 'undoConsolidation'];
        assert.deepEqual([...called].sort(), documented.filter(id => !ours.includes(id)).sort());
      });
    }
  } finally {
    await server.dispose();
  }
}
