// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// An MCP server over stdio, of the era with a handshake, that offers what the official conformance
// suite asks for. No dependencies. Its requests have names as ids, since a bridge can only call an
// input request of the era without a handshake what the server calls it.
import { createInterface } from 'node:readline';
import * as content from './content.mjs';

const { delay, object, string, text, named } = content;
const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n');
const notify = (method, params) => send({ method, params });

const waiting = new Map();
let lastId = 0;
function ask(method, params, id = `ask-${++lastId}`) {
  send({ id, method, params });
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
}

async function elicit({ message, properties, required = [] }, id) {
  return ask('elicitation/create', { message, requestedSchema: object(properties, required) }, id);
}
const sample = (question, id) => ask('sampling/createMessage', content.sampling(question), id);
const shown = (result) => JSON.stringify(result.content ?? {});
const completed = (result) => text(`Elicitation completed: action=${result.action}, content=${shown(result)}`);

async function withLogging() {
  for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
    notify('notifications/message', { level: 'info', logger: 'fixture', data });
    await delay(50);
  }
  return text('Logged three times.');
}

async function withProgress(_, token) {
  for (const progress of [0, 50, 100]) {
    if (token !== undefined) {
      notify('notifications/progress', { progressToken: token, progress, total: 100 });
    }
    await delay(50);
  }
  return text('Done.');
}

async function askForName() {
  const answer = await elicit(content.userName, 'user_name');
  return text(`Hello, ${answer.content?.name}!`);
}
async function askToConfirm() {
  const answer = await elicit(content.confirm, 'confirm');
  return text(`state-ok: ${shown(answer)}`);
}
async function askForMuch() {
  const answers = await Promise.all([
    elicit(content.userName, 'user_name'),
    sample('Generate a greeting', 'greeting'),
    ask('roots/list', {}, 'client_roots'),
  ]);
  return text(JSON.stringify(answers));
}
async function askTwice() {
  const first = await elicit({ message: 'Step 1: What is your name?', properties: { name: string('Name') } }, 'step1');
  const second = await elicit(
    { message: 'Step 2: What is your favourite colour?', properties: { color: string('Colour') } },
    'step2',
  );
  return text(shown(first) + shown(second));
}
async function askForWhatIsPossible() {
  const answers = await Promise.allSettled([elicit(content.userName, 'name'), sample('Say hello', 'hello')]);
  return text(JSON.stringify(answers));
}
const change = (list) => () => {
  notify(`notifications/${list}/list_changed`);
  return text('Changed.');
};

const tools = {
  ...content.tools,
  test_tool_with_logging: { call: withLogging },
  test_logging_tool: { call: withLogging },
  test_tool_with_progress: { call: withProgress },
  test_sampling: {
    schema: object({ prompt: string('What to ask') }, ['prompt']),
    call: async ({ prompt }) => text(`LLM response: ${(await sample(prompt)).content?.text}`),
  },
  test_elicitation: {
    schema: object({ message: string('What to show') }, ['message']),
    call: async ({ message }) => {
      const properties = { username: string("User's response"), email: string("User's email address") };
      const answer = await elicit({ message, properties, required: ['username', 'email'] });
      return text(`User response: action=${answer.action}, content=${shown(answer)}`);
    },
  },
  test_elicitation_sep1034_defaults: {
    call: async () => completed(await elicit({ message: 'Defaults', properties: content.defaults })),
  },
  test_elicitation_sep1330_enums: {
    call: async () => completed(await elicit({ message: 'Enums', properties: content.enums })),
  },
  test_missing_capability: { call: async () => text((await sample('Say hello')).content?.text) },
  test_streaming_elicitation: { call: askForName },
  test_trigger_tool_change: { call: change('tools') },
  test_trigger_prompt_change: { call: change('prompts') },
  test_input_required_result_elicitation: { call: askForName },
  test_input_required_result_sampling: {
    call: async () => text((await sample('What is the capital of France?', 'capital_question')).content?.text),
  },
  test_input_required_result_list_roots: {
    call: async () => text(JSON.stringify(await ask('roots/list', {}, 'client_roots'))),
  },
  test_input_required_result_request_state: { call: askToConfirm },
  test_input_required_result_tampered_state: { call: askToConfirm },
  test_input_required_result_multiple_inputs: { call: askForMuch },
  test_input_required_result_multi_round: { call: askTwice },
  test_input_required_result_capabilities: { call: askForWhatIsPossible },
};

const prompts = {
  ...content.prompts,
  test_input_required_result_prompt: {
    get: async () => {
      const context = { message: 'What context should the prompt use?', properties: { context: string('Context') } };
      return content.say(content.words(shown(await elicit(context, 'user_context'))));
    },
  },
};

const methods = {
  initialize: ({ protocolVersion }) => ({
    protocolVersion: protocolVersion > '2025-11-25' ? '2025-11-25' : protocolVersion,
    capabilities: content.capabilities,
    serverInfo: { name: 'berth-conformance-legacy', version: '1.0.0' },
  }),
  ping: () => ({}),
  'logging/setLevel': () => ({}),
  'completion/complete': () => content.completion,
  'tools/list': () => ({ tools: content.toolList(tools) }),
  'tools/call': ({ name, arguments: values, _meta }) => named(tools, name).call(values ?? {}, _meta?.progressToken),
  'resources/list': () => ({ resources: content.resourceList() }),
  'resources/templates/list': () => ({ resourceTemplates: content.resourceTemplates }),
  'resources/read': content.readResource,
  'resources/subscribe': () => ({}),
  'resources/unsubscribe': () => ({}),
  'prompts/list': () => ({ prompts: content.promptList(prompts) }),
  'prompts/get': ({ name, arguments: values }) => named(prompts, name).get(values ?? {}),
};

async function answer({ id, method, params }) {
  try {
    if (!Object.hasOwn(methods, method)) {
      throw { code: -32601, message: `There is no method ${method}.` };
    }
    send({ id, result: await methods[method](params ?? {}) });
  } catch (error) {
    send({ id, error: { code: error.code ?? -32603, message: error.message ?? String(error), data: error.data } });
  }
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const message = JSON.parse(line);
  if (message.method !== undefined) {
    if (message.id !== undefined) {
      answer(message);
    }
  } else {
    const { resolve, reject } = waiting.get(message.id) ?? {};
    waiting.delete(message.id);
    message.error ? reject?.(message.error) : resolve?.(message.result);
  }
});
