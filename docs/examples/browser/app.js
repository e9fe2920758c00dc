// The page: Fency's own client with another base URL. It never sees the secret key, only what its server gives it.
import { createAgentTask, loadFency, mapCreateAgentTaskParams, StreamCacheManager, StreamEventManager, toStreamData } from '@fencyai/js';

const settings = await (await fetch('/settings')).json();
const fency = await loadFency(settings);
const clientToken = async purpose => (await fetch(`/tokens/${purpose}`, { method: 'POST' })).json();

const streams = new StreamCacheManager(fency, () => clientToken('stream'));
const events = new StreamEventManager(fency);
streams.onChange(open => events.updateStreams(open));
events.subscribe('page', { onMessage: message => show(toStreamData(message)), onError: (_, error) => say(error) });

const say = text => { document.querySelector('#status').textContent = text; };
let task;

function show({ agentTaskId, data }) {
  if (agentTaskId !== task) return;
  say(data.eventType);
  const text = data.text ?? data.response?.textResponse ?? data.message;
  if (text) document.querySelector('#answer').textContent = text;
}

document.querySelector('form').addEventListener('submit', async submitted => {
  submitted.preventDefault();
  const content = new FormData(submitted.target).get('question');
  const stream = await streams.getOrCreateStream();
  const created = await createAgentTask({
    pk: fency.publishableKey,
    baseUrl: fency.baseUrl,
    streamToken: stream.token,
    ...await clientToken('memory-chat'),
    request: mapCreateAgentTaskParams({ type: 'MemoryChat', messages: [{ role: 'USER', content }], model: 'openai/gpt-4.1' }),
  });
  if (created.type === 'success') task = created.agentTask.id;
  else say(created.error.message);
});

document.querySelector('button').disabled = false;
