// The server is killed in the middle of a chat: what was acknowledged is taken up again.
import assert from 'node:assert/strict';
import { App } from './app.mjs';
import { OpenAiStub } from './openai-stub.mjs';
import { Server, publishableKey } from './server.mjs';

export default async function ({ test, fencyJs }) {
  const stub = new OpenAiStub();
  await stub.start();
  const server = new Server({ FencyGrid__Models__default__Endpoint: stub.baseUrl, FencyGrid__Models__default__Model: 'any' });
  await server.start();
  const fency = await fencyJs.loadFency({ publishableKey, baseUrl: server.baseUrl });
  const app = new App(fencyJs, fency, server);
  const log = console.error;
  try {
    await test('a chat that a kill interrupts is taken up after the restart, on the same stream', async () => {
      const created = await app.start({ type: 'StreamingChatCompletion', messages: [{ role: 'USER', content: '[held] Hello' }], model: 'openai/gpt-4.1' });
      const { id } = created.agentTask;
      await app.when('the first words', () => app.of(id).find(event => event.data.eventType === 'Text'));
      console.error = () => {};
      await server.kill();
      await app.when('the end of the connection', () => app.errors.length > 0);
      console.error = log;
      const asked = stub.requests.length;
      await server.start();
      assert.equal((await server.rest('GET', `/v1/agent-tasks/${id}`)).status, 'IN_PROGRESS');

      // A page that is told of the failure connects to its stream again.
      app.manager.updateStreams(app.streams.getActiveStreams());
      await app.when('the model to be asked again', () => stub.requests.length > asked || setTimeout(() => app.waiting.forEach(look => look()), 50) && false);
      stub.release();
      const last = await app.when('the completed chat', () => app.of(id).find(event => event.data.eventType === 'Completed'));
      assert.equal(last.data.response.textResponse, 'The first and the last.');
      const task = await server.rest('GET', `/v1/agent-tasks/${id}`);
      assert.equal(task.status, 'SUCCEEDED');
      assert.equal(task.successResponse.text, 'The first and the last.');
    });
  } finally {
    console.error = log;
    app.dispose();
    await server.dispose();
    stub.stop();
  }
}
