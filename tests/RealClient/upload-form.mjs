// A file by a stock S3 POST form: the fields as they were answered, then the file.
// The fields of a form under the names that the answer gives them.
export const names = {
  key: 'key', policy: 'policy', amzAlgorithm: 'x-amz-algorithm', amzCredential: 'x-amz-credential',
  amzDate: 'x-amz-date', amzSignature: 'x-amz-signature', sessionToken: 'x-amz-security-token',
};

// The smallest whole PDF: a page per text, drawn in a standard font line by line.
export function pdf(pages) {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${4 + 2 * i} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  pages.forEach((text, i) => {
    const content = `BT /F1 10 Tf 11 TL 72 740 Td ${text.split('\n').map(line => `(${line}) Tj T*`).join(' ')} ET`;
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

export async function post(upload, file, fileName) {
  const form = new FormData();
  for (const [answered, field] of Object.entries(names)) form.append(field, upload.awsS3PostRequest[answered]);
  form.append('file', file, fileName);
  return fetch(upload.awsS3PostRequest.uploadUrl, { method: 'POST', body: form });
}

// The memory once its content is no longer in one of these states.
export async function synchronized(server, id, waits = ['SYNCHRONIZING']) {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
    const memory = await server.rest('GET', `/v1/memories/${id}`);
    if (!waits.includes(memory.contentStatus)) return memory;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('The memory is still synchronizing after a minute.');
}
