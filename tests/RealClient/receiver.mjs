// An endpoint for webhooks: keeps the raw body and the headers of each request, and answers as it is told to.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

export class Receiver {
  constructor() {
    this.received = [];
    this.status = 204;
    this.waiting = new Set();
  }

  async start() {
    this.server = createServer((request, response) => {
      const chunks = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        this.received.push({ headers: request.headers, body: Buffer.concat(chunks) });
        // No status: never an answer.
        if (this.status) response.writeHead(this.status).end();
        this.waiting.forEach(look => look());
      });
    });
    await new Promise(resolve => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${this.server.address().port}/hooks`;
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }

  get events() {
    return this.received.map(one => JSON.parse(one.body));
  }

  when(what, condition, ms = 60_000) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => done(() => reject(new Error(`Waited ${ms} ms for ${what}; received: ${this.events.map(event => `${event.type} ${event.entity?.id}`).join(', ')}`))), ms);
      const done = end => {
        clearTimeout(timer);
        this.waiting.delete(look);
        end();
      };
      const look = () => {
        const found = condition(this.events);
        if (found) done(() => resolve(found));
      };
      this.waiting.add(look);
      look();
    });
  }
}

// The API document's recipe: HMAC-SHA256 of the raw body, hex behind "sha256=", compared in constant time.
export function verifies(secret, { headers, body }) {
  const given = Buffer.from(headers['x-fency-signature'] ?? '', 'utf8');
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`, 'utf8');
  return given.length === expected.length && timingSafeEqual(expected, given);
}

// The Standard Webhooks recipe, which covers the id and the time too: an old request that is sent again does not pass.
export function isFresh(secret, { headers, body }) {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const signature = `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`;
  return headers['webhook-signature'].split(' ').includes(signature) && Math.abs(Date.now() / 1000 - Number(headers['webhook-timestamp'])) < 300;
}
