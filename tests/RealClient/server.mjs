// Starts and kills the real server on a free port, with data in a temporary directory.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const builds = ['Debug', 'Release'].map(name => join(root, 'src', 'Api', 'bin', name, 'net10.0', 'FencyGrid.Api.dll'));

export const secretKey = 'sk_real_client_test_0000000001';
export const publishableKey = 'pk_real_client_test_0000000001';

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export class Server {
  constructor(settings) {
    this.settings = settings;
    this.data = mkdtempSync(join(tmpdir(), 'fencygrid-client-'));
    this.log = '';
  }

  async start() {
    const dll = builds.find(existsSync);
    if (!dll) throw new Error('The server is not built: run dotnet build src/Api first.');
    this.port ??= await freePort();
    this.baseUrl = `http://127.0.0.1:${this.port}`;
    this.process = spawn('dotnet', [dll], {
      cwd: this.data,
      env: {
        ...process.env,
        ASPNETCORE_URLS: this.baseUrl,
        FencyGrid__DataDirectory: join(this.data, 'store'),
        FencyGrid__Bootstrap__SecretKey: secretKey,
        FencyGrid__Bootstrap__PublishableKey: publishableKey,
        ...this.settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = chunk => { this.log = (this.log + chunk).slice(-20_000); };
    this.process.stdout.on('data', keep);
    this.process.stderr.on('data', keep);
    this.exited = new Promise(resolve => this.process.once('exit', resolve));
    const deadline = Date.now() + 60_000;
    for (;;) {
      try {
        if ((await fetch(`${this.baseUrl}/readyz`)).ok) return;
      } catch {
        // Not listening yet.
      }
      if (this.process.exitCode !== null || Date.now() > deadline) throw new Error(`The server did not start:\n${this.log}`);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  // As a crash: nothing is told to the process.
  async kill() {
    this.process?.kill('SIGKILL');
    await this.exited;
  }

  async dispose() {
    await this.kill();
    rmSync(this.data, { recursive: true, force: true });
  }

  async rest(method, path, body) {
    const response = await fetch(this.baseUrl + path, {
      method,
      headers: { Authorization: `Bearer ${secretKey}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}
