// Uploads straight into a bucket of another S3 server (s3rver), and what this server makes of them.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { Server, freePort } from './server.mjs';
import { pdf, post, synchronized } from './upload-form.mjs';

const bucket = 'files';

export default async function ({ test }) {
  const directory = mkdtempSync(join(tmpdir(), 'fencygrid-bucket-'));
  const port = await freePort();
  const s3 = new S3rver({ port, address: '127.0.0.1', silent: true, directory, configureBuckets: [{ name: bucket }] });
  await s3.run();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = new Server({
    FencyGrid__S3__Bucket: bucket,
    FencyGrid__S3__Region: 'us-east-1',
    FencyGrid__S3__Endpoint: endpoint,
    FencyGrid__S3__UsePathStyle: 'true',
    FencyGrid__S3__AccessKeyId: 'S3RVER',
    FencyGrid__S3__SecretAccessKey: 'S3RVER',
  });
  await server.start();
  try {
    const type = await server.rest('POST', '/v1/memory-types', { name: 'Books' });

    await test('a PDF posted into a bucket is fetched from there, searched, and removed with its memory', async () => {
      const memory = await server.rest('POST', '/v1/memories', { memoryTypeId: type.id, sourceType: 'FILE', title: 'A book' });
      const file = pdf(['This page tells of narwhals.']);
      const upload = await server.rest('POST', `/v1/memories/${memory.id}/uploads`, { fileName: 'book.pdf', fileSize: file.size, mimeType: file.type });
      assert.ok(upload.awsS3PostRequest.uploadUrl.startsWith(`${endpoint}/${bucket}`), upload.awsS3PostRequest.uploadUrl);
      const posted = await post(upload, file, 'book.pdf');
      assert.equal(posted.status, 204, await posted.text());

      const { contentStatus, failureReason } = await synchronized(server, memory.id, ['EMPTY', 'SYNCHRONIZING']);
      assert.equal(contentStatus, 'SYNCHRONIZED', failureReason);
      const search = await server.rest('POST', '/v1/agent-tasks', { taskType: 'MEMORY_SEARCH', query: 'narwhals', chunkLimit: 1 });
      assert.deepEqual(search.successResponse.items.map(item => [item.memoryId, item.matchingChunk.pageNumbers]), [[memory.id, [1]]]);

      const object = async () => (await s3.store.listObjects(bucket, { maxKeys: 10 })).objects.length;
      assert.equal(await object(), 1);
      await server.rest('DELETE', `/v1/memories/${memory.id}`);
      for (const deadline = Date.now() + 30_000; await object() > 0;) {
        assert.ok(Date.now() < deadline, 'The object is still there.');
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    });
  } finally {
    await server.dispose();
    await s3.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
