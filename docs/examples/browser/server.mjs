// The app's server: hands out the page, and client tokens that are good for one use. The secret key stays here.
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const { FENCY_URL: baseUrl = 'http://localhost:5080', FENCY_SECRET_KEY: secretKey, FENCY_PUBLISHABLE_KEY: publishableKey, PORT: port = '3000' } = process.env;
if (!secretKey || !publishableKey) throw new Error('Set FENCY_SECRET_KEY and FENCY_PUBLISHABLE_KEY to the keys that the server printed at its first start.');

const file = name => new URL(name, import.meta.url);
const bundle = await build({ entryPoints: [file('app.js').pathname], bundle: true, format: 'esm', write: false });

// What a token allows is decided here, for the user who is signed in: guardRails would bound which memories the task may read.
const sessions = {
  '/tokens/stream': { createStream: {} },
  '/tokens/memory-chat': { createAgentTask: { taskType: 'MEMORY_CHAT' } },
};

async function clientToken(session) {
  const answer = await fetch(`${baseUrl}/v1/sessions`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${secretKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(session),
  });
  if (!answer.ok) throw new Error(`POST /v1/sessions answered ${answer.status}: ${await answer.text()}`);
  return { clientToken: (await answer.json()).clientToken };
}

createServer(async (request, response) => {
  const send = (type, body) => response.writeHead(200, { 'Content-Type': type }).end(body);
  try {
    if (request.method === 'POST' && sessions[request.url]) send('application/json', JSON.stringify(await clientToken(sessions[request.url])));
    else if (request.url === '/settings') send('application/json', JSON.stringify({ baseUrl, publishableKey }));
    else if (request.url === '/app.js') send('text/javascript', bundle.outputFiles[0].contents);
    else if (request.url === '/') send('text/html', await readFile(file('index.html')));
    else response.writeHead(404).end();
  } catch (error) {
    console.error(error);
    response.writeHead(502).end();
  }
}).listen(Number(port), () => console.log(`The app is at http://localhost:${port}`));
