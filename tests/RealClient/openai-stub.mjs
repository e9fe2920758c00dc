// A stand-in for the OpenAI HTTP API. What it answers depends on the conversation alone, so that a test can be repeated.
import { createServer } from 'node:http';

const memoryLink = /https:\/\/agent\.fency\.ai\/mem\/mty_[0-9a-f]{32}\/mem_[0-9a-f]{32}/;
const fileLink = /https:\/\/agent\.fency\.ai\/files\/fil_[0-9a-f]{34}\.[a-z]+/;

export class OpenAiStub {
  constructor() {
    this.requests = [];
    this.held = [];
  }

  async start() {
    this.server = createServer((request, response) => {
      const chunks = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => this.answer(JSON.parse(Buffer.concat(chunks).toString('utf8')), request, response));
    });
    await new Promise(resolve => this.server.listen(0, '127.0.0.1', resolve));
    this.baseUrl = `http://127.0.0.1:${this.server.address().port}/v1`;
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }

  // Lets the answers go on that wait in their middle.
  release() {
    this.held.splice(0).forEach(go => go());
  }

  answer(body, request, response) {
    this.requests.push({ path: request.url, authorization: request.headers.authorization, body });
    const asked = body.messages.filter(message => message.role === 'user').map(message => textOf(message.content)).join('\n');
    const said = body.messages.filter(message => message.role === 'tool').map(message => textOf(message.content));
    if (asked.includes('[fails]')) {
      response.writeHead(500, { 'Content-Type': 'application/json' }).end('{"error":{"message":"broken"}}');
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    if (asked.includes('[garbage]')) {
      response.end('data: {this is not JSON\n\n');
      return;
    }
    if (asked.includes('[halfway]')) {
      this.text(response, ['Half ', 'of an']);
      response.end();
      return;
    }
    if (body.response_format?.type === 'json_schema') {
      const isRepair = asked.includes('does not keep to the JSON schema');
      const json = asked.includes('[queries]') || body.response_format.json_schema.name === 'queries'
        ? { queries: ['enterprise price tiers', 'seat cost per month'] }
        : asked.includes('[wrong]') && !isRepair ? { answer: 7 } : { answer: 'yes', confidence: 0.95 };
      this.text(response, [JSON.stringify(json)]);
      this.end(response, 'stop');
      return;
    }
    if (body.tools && body.tool_choice !== 'none') {
      this.useTools(asked, said, response);
      return;
    }
    if (asked.includes('[held]')) {
      this.text(response, ['The first ']);
      this.held.push(() => {
        this.text(response, ['and the last.']);
        this.end(response, 'stop');
      });
      return;
    }
    this.text(response, ['The ', 'answer ', 'is ', '42.']);
    this.end(response, 'stop');
  }

  useTools(asked, said, response) {
    const link = said.join('\n').match(memoryLink)?.[0];
    const memoryId = link?.split('/').at(-1);
    switch (said.length) {
      case 0:
        this.call(response, 'find_memories', { query: 'pricing' });
        return;
      case 1:
        this.call(response, 'search_chunks', { query: 'enterprise pricing' });
        return;
      case 2:
        if (asked.includes('[secret]')) {
          // A memory that the guard rails do not open, by its id.
          this.call(response, 'read_memory', { memoryId: asked.match(/mem_[0-9a-f]{32}/)[0] });
        } else {
          this.call(response, 'read_memory', { memoryId });
        }
        return;
      case 3:
        if (asked.includes('[file]')) {
          this.call(response, 'write_file', { name: 'prices', extension: 'csv', content: 'tier,price\nteam,40\n' });
          return;
        }
    }
    const file = said.join('\n').match(fileLink)?.[0];
    const words = ['Enterprise ', 'pricing is ', 'tiered, see ', link ? `[the notes](${link})` : 'nothing', file ? ` and [the file](${file}).` : '.'];
    this.text(response, asked.includes('[secret]') ? [`The tool said: ${said.at(-1)}`] : words);
    this.end(response, 'stop');
  }

  text(response, parts) {
    for (const content of parts) this.chunk(response, { content });
  }

  call(response, name, args) {
    const json = JSON.stringify(args);
    const half = json.length >> 1;
    this.chunk(response, { tool_calls: [{ index: 0, id: `call_${name}`, type: 'function', function: { name, arguments: json.slice(0, half) } }] });
    this.chunk(response, { tool_calls: [{ index: 0, function: { arguments: json.slice(half) } }] });
    this.end(response, 'tool_calls');
  }

  chunk(response, delta, finish = null) {
    const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1700000000, model: 'stub', choices: [{ index: 0, delta, finish_reason: finish }] };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  }

  end(response, finish) {
    this.chunk(response, {}, finish);
    response.end('data: [DONE]\n\n');
  }
}

function textOf(content) {
  return typeof content === 'string' ? content : (content ?? []).map(part => part.text ?? '').join('');
}
