// An app with Fency's client in it: gets tokens from its server side by REST, keeps a stream open, starts tasks and follows them.
export class App {
  constructor(fencyJs, fency, server) {
    this.js = fencyJs;
    this.fency = fency;
    this.server = server;
    this.events = [];
    this.raw = [];
    this.errors = [];
    this.waiting = new Set();
    this.streams = new fencyJs.StreamCacheManager(fency, () => this.session({ createStream: {} }));
    this.manager = new fencyJs.StreamEventManager(fency);
    this.manager.subscribe('app', {
      onMessage: (data, streamId) => this.receive(data, streamId),
      onError: (streamId, error) => {
        this.errors.push({ streamId, error });
        this.waiting.forEach(look => look());
      },
    });
    this.streams.onChange(streams => this.manager.updateStreams(streams));
  }

  async session(body) {
    const session = await this.server.rest('POST', '/v1/sessions', body);
    return { clientToken: session.clientToken };
  }

  receive(data, streamId) {
    this.raw.push(data);
    const event = this.js.toStreamData(data);
    if (event === null) throw new Error(`The client dropped an event of ${streamId}: ${data}`);
    this.events.push(event);
    this.waiting.forEach(look => look());
  }

  // Starts a task as the React package does: stream first, then a token of the task's type.
  async start(params, guardRails, taskType = taskTypes[params.type]) {
    const stream = await this.streams.getOrCreateStream();
    const { clientToken } = await this.session({ createAgentTask: { taskType, ...(guardRails ? { guardRails } : {}) } });
    return this.create(stream, clientToken, params);
  }

  create(stream, clientToken, params) {
    return this.js.createAgentTask({
      pk: this.fency.publishableKey,
      baseUrl: this.fency.baseUrl,
      clientToken,
      streamToken: stream.token,
      request: this.js.mapCreateAgentTaskParams(params),
    });
  }

  of(taskId) {
    return this.events.filter(event => event.agentTaskId === taskId);
  }

  when(what, condition, ms = 30_000) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => done(() => reject(new Error(`Waited ${ms} ms for ${what}. Events: ${JSON.stringify(this.events.slice(-5))}; errors: ${JSON.stringify(this.errors)}`))), ms);
      const done = end => {
        clearTimeout(timer);
        this.waiting.delete(look);
        end();
      };
      const look = () => {
        const found = condition();
        if (found) done(() => resolve(found));
      };
      this.waiting.add(look);
      look();
    });
  }

  // Every event of the task, once it has ended.
  async run(params, guardRails) {
    const created = await this.start(params, guardRails);
    if (created.type !== 'success') throw new Error(`The task was refused: ${created.error.message}`);
    const id = created.agentTask.id;
    await this.when(`the end of ${params.type}`, () => this.of(id).some(event => this.js.isTerminalAgentTaskEventData(event.data)));
    return { id, events: this.of(id), last: this.of(id).at(-1).data };
  }

  dispose() {
    this.streams.destroy();
    this.manager.cleanup();
  }
}

const taskTypes = {
  StreamingChatCompletion: 'STREAMING_CHAT_COMPLETION',
  StructuredChatCompletion: 'STRUCTURED_CHAT_COMPLETION',
  MemoryChat: 'MEMORY_CHAT',
  MemorySearch: 'MEMORY_SEARCH',
  ExploreMemories: 'EXPLORE_MEMORIES',
};
