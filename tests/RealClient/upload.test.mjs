// A real PDF by a stock S3 POST form, with the server killed the moment it has acknowledged the file.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { App } from './app.mjs';
import { Server, publishableKey } from './server.mjs';
import { names, pdf, post, synchronized } from './upload-form.mjs';

// Sends the form up to the middle of its file, and kills the server there.
async function killDuring(server, upload, text) {
  const boundary = 'half-a-form';
  const fields = Object.entries(names).map(([answered, field]) => `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${upload.awsS3PostRequest[answered]}\r\n`);
  const head = `${fields.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="long.txt"\r\nContent-Type: text/plain\r\n\r\n`;
  const tail = `\r\n--${boundary}--\r\n`;
  const { hostname, port, pathname } = new URL(upload.awsS3PostRequest.uploadUrl);
  const socket = connect(port, hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  const half = text.slice(0, text.length / 2);
  socket.write(`POST ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: ${head.length + text.length + tail.length}\r\n\r\n`);
  await new Promise(resolve => socket.write(head + half, resolve));
  await server.kill();
  socket.destroy();
}

export default async function ({ test, fencyJs }) {
  const server = new Server({});
  await server.start();
  try {
    const type = await server.rest('POST', '/v1/memory-types', { name: 'Books' });
    const create = () => server.rest('POST', '/v1/memories', { memoryTypeId: type.id, sourceType: 'FILE', title: 'A book' });

    await test('a PDF uploaded by a stock S3 form is searched with its page numbers, although the server is killed once it has the file', async () => {
      const memory = await create();
      const file = pdf(['The first page tells of lighthouses.', 'The second page tells of zeppelins.']);
      const upload = await server.rest('POST', `/v1/memories/${memory.id}/uploads`, { fileName: 'book.pdf', fileSize: file.size, mimeType: file.type });
      assert.equal((await post(upload, file, 'book.pdf')).status, 204);
      await server.kill();
      await server.start();

      const { contentStatus, failureReason } = await synchronized(server, memory.id);
      assert.equal(contentStatus, 'SYNCHRONIZED', failureReason);
      const search = await server.rest('POST', '/v1/agent-tasks', { taskType: 'MEMORY_SEARCH', query: 'zeppelins', chunkLimit: 1 });
      assert.equal(search.successResponse.items[0].memoryId, memory.id);
      assert.deepEqual(search.successResponse.items[0].matchingChunk.pageNumbers, [1, 2]);
    });

    await test('a memory chat quotes an uploaded PDF and cites the page it stands on', async () => {
      const filler = (page, lines) => Array.from({ length: lines }, (_, i) => `Line ${i} of leaf ${page} goes on about weather, winds and tides along the coast.`).join('\n');
      const pages = [1, 2, 3, 4, 5].map(page => filler(page, 56));
      pages[3] = `${filler(4, 28)}\nThe zeppelin Aurora was moored to the lighthouse of Fjordholm.\n${filler(4, 28)}`;
      const memory = await create();
      const file = pdf(pages);
      const upload = await server.rest('POST', `/v1/memories/${memory.id}/uploads`, { fileName: 'log.pdf', fileSize: file.size, mimeType: file.type });
      assert.equal((await post(upload, file, 'log.pdf')).status, 204);
      const { contentStatus, failureReason } = await synchronized(server, memory.id);
      assert.equal(contentStatus, 'SYNCHRONIZED', failureReason);

      const fency = await fencyJs.loadFency({ publishableKey, baseUrl: server.baseUrl });
      const app = new App(fencyJs, fency, server);
      try {
        const chat = { type: 'MemoryChat', messages: [{ role: 'USER', content: 'Where was the zeppelin Aurora moored?' }], model: 'openai/gpt-4.1' };
        const { id, last } = await app.run(chat, { memoryTypes: [{ memoryTypeId: type.id, memoryIds: [memory.id] }] });
        assert.equal(last.eventType, 'Completed', JSON.stringify(last));
        assert.match(last.response.textResponse, /> .*moored to the lighthouse of Fjordholm/);
        assert.match(last.response.textResponse, /, page 4$/m);
        const cited = [{ memoryId: memory.id, memoryTitle: 'A book', memoryTypeId: type.id, memoryTypeName: 'Books', pageNumbers: [4] }];
        assert.deepEqual(last.response.sources, cited);
        assert.deepEqual((await server.rest('GET', `/v1/agent-tasks/${id}`)).successResponse.sources.map(source => source.pageNumbers), [[4]]);
      } finally {
        app.dispose();
      }
    });

    await test('an upload that a kill interrupts leaves the memory empty, and the same form still takes the file', async () => {
      const memory = await create();
      const text = 'The kestrel hovers. '.repeat(50_000);
      const upload = await server.rest('POST', `/v1/memories/${memory.id}/uploads`, { fileName: 'long.txt', fileSize: text.length, mimeType: 'text/plain' });
      await killDuring(server, upload, text);
      await server.start();
      assert.equal((await server.rest('GET', `/v1/memories/${memory.id}`)).contentStatus, 'EMPTY');

      assert.equal((await post(upload, new Blob([text], { type: 'text/plain' }), 'long.txt')).status, 204);
      const { contentStatus, failureReason } = await synchronized(server, memory.id);
      assert.equal(contentStatus, 'SYNCHRONIZED', failureReason);
    });

    await test('a file larger than declared is refused as S3 does, and the memory stays empty', async () => {
      const memory = await create();
      const upload = await server.rest('POST', `/v1/memories/${memory.id}/uploads`, { fileName: 'a.txt', fileSize: 5, mimeType: 'text/plain' });
      const answer = await post(upload, new Blob(['123456']), 'a.txt');
      assert.equal(answer.status, 400);
      assert.match(await answer.text(), /<Code>EntityTooLarge<\/Code>/);
      assert.equal((await server.rest('GET', `/v1/memories/${memory.id}`)).contentStatus, 'EMPTY');
    });
  } finally {
    await server.dispose();
  }
}
