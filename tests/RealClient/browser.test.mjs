// The browser app that README shows, in a browser.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Browser, findBrowser } from './browser.mjs';
import { Server, freePort, publishableKey, secretKey } from './server.mjs';

const here = dirname(fileURLToPath(import.meta.url));

// The example with this directory's packages, which are those that its own package.json names.
function copyExample() {
  const example = mkdtempSync(join(tmpdir(), 'fencygrid-example-'));
  cpSync(join(here, '..', '..', 'docs', 'examples', 'browser'), example, { recursive: true });
  symlinkSync(join(here, 'node_modules'), join(example, 'node_modules'));
  return example;
}

async function poll(what, look, ms = 60_000) {
  for (const deadline = Date.now() + ms; Date.now() < deadline;) {
    const found = await look();
    if (found) return found;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`Waited ${ms} ms for ${what}.`);
}

export default async function ({ test, skip }) {
  const path = findBrowser();
  const name = 'the browser app of the example asks a question and shows the answer as it comes';
  if (!path) {
    skip(name, 'there is no chromium');
    return;
  }

  const server = new Server({});
  await server.start();
  const example = copyExample();
  const port = await freePort();
  const app = spawn('node', ['server.mjs'], {
    cwd: example,
    env: { ...process.env, FENCY_URL: server.baseUrl, FENCY_SECRET_KEY: secretKey, FENCY_PUBLISHABLE_KEY: publishableKey, PORT: `${port}` },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const browser = new Browser(path);
  try {
    const type = await server.rest('POST', '/v1/memory-types', { name: 'Docs' });
    await server.rest('POST', '/v1/memories', { memoryTypeId: type.id, sourceType: 'TEXT', title: 'Ferries', text: 'The last ferry to the island leaves at half past ten.' });
    await poll('the app', async () => (await fetch(`http://127.0.0.1:${port}/`).catch(() => null))?.ok);

    await test(name, async () => {
      const evaluate = await browser.open(`http://127.0.0.1:${port}/`);
      await poll('the page', () => evaluate('document.querySelector("button")?.disabled === false'));
      await evaluate('document.querySelector("input").value = "When does the last ferry leave?"; document.querySelector("form").requestSubmit()');
      const status = await poll('the end', async () => {
        const text = await evaluate('document.querySelector("#status").textContent');
        return text && text !== 'Text' && (text === 'Completed' || !/^[A-Z][A-Za-z]+$/.test(text)) ? text : null;
      });
      assert.equal(status, 'Completed');
      assert.match(await evaluate('document.querySelector("#answer").textContent'), /leaves at half past ten/);
    });
  } finally {
    await browser.close();
    app.kill();
    await server.dispose();
    rmSync(example, { recursive: true, force: true });
  }
}
