// Fency's own client, unmodified, against the real server. The last line counts: "N passed, N failed, N skipped".
import { build } from 'esbuild';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

// What the client expects of a browser.
globalThis.window = globalThis;
globalThis.document = { hidden: false, addEventListener() {}, removeEventListener() {} };

// The client leaves the rejection of a broken connection to the page, where it ends up in the console.
process.on('unhandledRejection', error => console.log(`        (left by the client: ${error})`));

const bundle = mkdtempSync(join(tmpdir(), 'fencygrid-bundle-'));
await build({ entryPoints: [join(here, 'client.mjs')], bundle: true, platform: 'node', format: 'esm', outfile: join(bundle, 'client.mjs'), logLevel: 'warning' });
const fencyJs = await import(pathToFileURL(join(bundle, 'client.mjs')));

const only = process.argv[2];
let passed = 0;
let failed = 0;
let skipped = 0;

async function test(name, body) {
  if (only && !name.includes(only)) {
    skipped++;
    return;
  }
  try {
    await body();
    passed++;
    console.log(`ok      ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}\n        ${String(error.stack ?? error).replaceAll('\n', '\n        ')}`);
  }
}

function skip(name, why) {
  skipped++;
  console.log(`skipped ${name}: ${why}`);
}

for (const file of readdirSync(here).filter(file => file.endsWith('.test.mjs')).sort()) {
  console.log(`-- ${file}`);
  const { default: run } = await import(pathToFileURL(join(here, file)));
  try {
    await run({ test, skip, fencyJs });
  } catch (error) {
    failed++;
    console.log(`FAILED  ${file}\n        ${error.stack}`);
  }
}

rmSync(bundle, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 ? 0 : 1);
