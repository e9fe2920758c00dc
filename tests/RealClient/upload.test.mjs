// A real PDF by a stock S3 POST form, with the server killed the moment it has acknowledged the file.
import assert from 'node:assert/strict';
import { Server } from './server.mjs';

const names = {
  key: 'key', policy: 'policy', amzAlgorithm: 'x-amz-algorithm', amzCredential: 'x-amz-credential',
  amzDate: 'x-amz-date', amzSignature: 'x-amz-signature', sessionToken: 'x-amz-security-token',
};

// The smallest whole PDF: a page per text, drawn in a standard font.
function pdf(pages) {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${4 + 2 * i} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  pages.forEach((text, i) => {
    const content = `BT /F1 12 Tf 72 700 Td (${text}) Tj ET`;
    objects.push(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * i} 0 R >>`);
    objects.push(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  });
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const offset = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`;
  return new Blob([`${file}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`], { type: 'application/pdf' });
}

async function post(upload, file, fileName) {
  const form = new FormData();
  for (const [answered, field] of Object.entries(names)) form.append(field, upload.awsS3PostRequest[answered]);
  form.append('file', file, fileName);
  return fetch(upload.awsS3PostRequest.uploadUrl, { method: 'POST', body: form });
}

async function synchronized(server, id) {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
    const memory = await server.rest('GET', `/v1/memories/${id}`);
    if (memory.contentStatus !== 'SYNCHRONIZING') return memory;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('The memory is still synchronizing after a minute.');
}

export default async function ({ test }) {
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
