// Webhooks on a receiver of our own, which verifies each by the API document's recipe.
import assert from 'node:assert/strict';
import { App } from './app.mjs';
import { Receiver, isFresh, verifies } from './receiver.mjs';
import { Server, publishableKey } from './server.mjs';

const secret = 'a secret of the real client test';

export default async function ({ test, fencyJs }) {
  const server = new Server({ FencyGrid__AllowPrivateNetworks: 'true' });
  const receiver = new Receiver();
  await Promise.all([server.start(), receiver.start()]);
  const fency = await fencyJs.loadFency({ publishableKey, baseUrl: server.baseUrl });
  const app = new App(fencyJs, fency, server);
  try {
    const type = await server.rest('POST', '/v1/memory-types', { name: 'Docs' });
    const create = title => server.rest('POST', '/v1/memories', { memoryTypeId: type.id, sourceType: 'TEXT', title, text: `What is to be said of ${title}.` });
    const webhook = await server.rest('POST', '/v1/webhooks', { url: receiver.url, secret });
    const of = id => receiver.events.filter(event => event.entity.id === id);

    await test('a memory\'s and a task\'s events arrive in order, as the event log has them, and verify by the recipe', async () => {
      const memory = await create('lighthouses');
      await receiver.when('the synchronized memory', () => of(memory.id).some(event => event.type === 'memory.updated' && event.entity.contentStatus === 'SYNCHRONIZED'));
      const { id } = await app.run({ type: 'MemorySearch', query: 'lighthouses', model: 'openai/gpt-4.1' });
      await receiver.when('the finished task', () => of(id).length === 2);
      for (const event of of(id)) assert.deepEqual(event, await server.rest('GET', `/v1/events/${event.id}`));
      await server.rest('DELETE', `/v1/memories/${memory.id}`);
      await receiver.when('the deleted memory', () => of(memory.id).at(-1).type === 'memory.deleted');

      assert.deepEqual(of(memory.id).map(event => event.type), ['memory.created', 'memory.updated', 'memory.deleted']);
      assert.deepEqual(of(id).map(event => [event.type, event.entity.status]), [['agent.task.created', 'IN_PROGRESS'], ['agent.task.updated', 'SUCCEEDED']]);
      for (const one of receiver.received) {
        assert.ok(verifies(secret, one) && isFresh(secret, one));
        assert.ok(!verifies('another secret', one) && !isFresh('another secret', one));
        assert.ok(!verifies(secret, { ...one, body: Buffer.concat([one.body, Buffer.from(' ')]) }));
      }
    });

    await test('a backlog of webhooks that a kill interrupts is delivered after the restart, whole and in order', async () => {
      // It takes what is sent and never answers, so that deliveries are under way when the server is killed.
      receiver.status = undefined;
      const before = receiver.received.length;
      const memories = await Promise.all(Array.from({ length: 30 }, (_, i) => create(`island ${i}`)));
      await Promise.all(memories.map(memory => server.rest('PATCH', `/v1/memories/${memory.id}`, { title: 'Another title' })));
      await receiver.when('a delivery under way', () => receiver.received.length > before);
      await server.kill();
      const interrupted = receiver.received.length;
      receiver.status = 204;
      await server.start();

      const after = id => receiver.events.slice(interrupted).filter(event => event.entity.id === id);
      await receiver.when('every acknowledged change', () => memories.every(memory => after(memory.id).some(event => event.entity.contentStatus === 'SYNCHRONIZED' && event.version >= 3)));
      for (const memory of memories) {
        const events = after(memory.id);
        assert.equal(events[0].type, 'memory.created');
        assert.deepEqual(events.map(event => event.version), events.map(event => event.version).toSorted((a, b) => a - b));
        assert.equal(events.at(-1).entity.title, 'Another title');
      }
      assert.ok(receiver.received.slice(interrupted).every(one => verifies(secret, one)));
    });

    await test('an endpoint that says it is gone is sent nothing more', async () => {
      receiver.status = 410;
      await create('the last one');
      for (const deadline = Date.now() + 30_000; (await server.rest('GET', `/v1/webhooks/${webhook.id}`)).enabled;) {
        assert.ok(Date.now() < deadline, 'The webhook is still enabled.');
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    });
  } finally {
    app.dispose();
    await server.dispose();
    receiver.stop();
  }
}
