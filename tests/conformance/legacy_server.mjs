// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// An MCP server over stdio, of the era with a handshake, that offers what the official conformance
// suite asks for. No dependencies.
import { createInterface } from 'node:readline';

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const sound = 'UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAAAAA==';
const delay = (time) => new Promise((resolve) => setTimeout(resolve, time));
const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n');
const notify = (method, params) => send({ method, params });

const waiting = new Map();
let lastId = 0;
function ask(method, params) {
  const id = `ask-${++lastId}`;
  send({ id, method, params });
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
}

const text = (value) => ({ content: [{ type: 'text', text: value }] });
const object = (properties = {}, required = []) => ({ type: 'object', properties, required });
const string = (description) => ({ type: 'string', description });

async function elicit(message, properties, required = []) {
  return ask('elicitation/create', { message, requestedSchema: object(properties, required) });
}
const completed = (result) =>
  text(`Elicitation completed: action=${result.action}, content=${JSON.stringify(result.content ?? {})}`);

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

const titled = (values) => values.map(([value, title]) => ({ const: value, title }));
const enums = {
  untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
  titledSingle: {
    type: 'string',
    oneOf: titled([['value1', 'First Option'], ['value2', 'Second Option'], ['value3', 'Third Option']]),
  },
  legacyEnum: {
    type: 'string',
    enum: ['opt1', 'opt2', 'opt3'],
    enumNames: ['Option One', 'Option Two', 'Option Three'],
  },
  untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
  titledMulti: {
    type: 'array',
    items: {
      anyOf: titled([['value1', 'First Choice'], ['value2', 'Second Choice'], ['value3', 'Third Choice']]),
    },
  },
};
const defaults = {
  name: { type: 'string', default: 'John Doe' },
  age: { type: 'integer', default: 30 },
  score: { type: 'number', default: 95.5 },
  status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
  verified: { type: 'boolean', default: true },
};

const image = { type: 'image', data: pixel, mimeType: 'image/png' };
const embedded = (uri, mimeType, value) => ({ type: 'resource', resource: { uri, mimeType, text: value } });
const tools = {
  test_simple_text: { call: () => text('This is a simple text response for testing.') },
  test_image_content: { call: () => ({ content: [image] }) },
  test_audio_content: { call: () => ({ content: [{ type: 'audio', data: sound, mimeType: 'audio/wav' }] }) },
  test_embedded_resource: {
    call: () => ({
      content: [embedded('test://embedded-resource', 'text/plain', 'This is an embedded resource content.')],
    }),
  },
  test_multiple_content_types: {
    call: () => ({
      content: [
        { type: 'text', text: 'Multiple content types test:' },
        image,
        embedded('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
      ],
    }),
  },
  test_tool_with_logging: { call: withLogging },
  test_tool_with_progress: { call: withProgress },
  test_error_handling: {
    call: () => ({ isError: true, ...text('This tool intentionally returns an error for testing') }),
  },
  test_sampling: {
    schema: object({ prompt: string('What to ask') }, ['prompt']),
    call: async ({ prompt }) => {
      const messages = [{ role: 'user', content: { type: 'text', text: prompt } }];
      const answer = await ask('sampling/createMessage', { messages, maxTokens: 100 });
      return text(`LLM response: ${answer.content?.text}`);
    },
  },
  test_elicitation: {
    schema: object({ message: string('What to show') }, ['message']),
    call: async ({ message }) => {
      const fields = { username: string("User's response"), email: string("User's email address") };
      const answer = await elicit(message, fields, ['username', 'email']);
      return text(`User response: action=${answer.action}, content=${JSON.stringify(answer.content ?? {})}`);
    },
  },
  test_elicitation_sep1034_defaults: { call: async () => completed(await elicit('Defaults', defaults)) },
  test_elicitation_sep1330_enums: { call: async () => completed(await elicit('Enums', enums)) },
  test_reconnection: {
    call: async () => {
      await delay(500);
      return text('Reconnection test completed.');
    },
  },
  json_schema_2020_12_tool: {
    schema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      $defs: {
        address: { type: 'object', properties: { street: { type: 'string' }, city: { type: 'string' } } },
      },
      properties: { name: { type: 'string' }, address: { $ref: '#/$defs/address' } },
      additionalProperties: false,
    },
    call: () => text('Accepted.'),
  },
};

const resources = {
  'test://static-text': {
    mimeType: 'text/plain',
    text: 'This is the content of the static text resource.',
  },
  'test://static-binary': { mimeType: 'image/png', blob: pixel },
  'test://watched-resource': { mimeType: 'text/plain', text: 'Watched.' },
};

function readResource({ uri }) {
  const template = /^test:\/\/template\/([^/]+)\/data$/.exec(uri);
  if (template) {
    const value = { id: template[1], templateTest: true, data: `Data for ID: ${template[1]}` };
    return { contents: [{ uri, mimeType: 'application/json', text: JSON.stringify(value) }] };
  }
  if (!resources[uri]) {
    throw { code: -32002, message: 'Resource not found', data: { uri } };
  }
  return { contents: [{ uri, ...resources[uri] }] };
}

const say = (...contents) => ({ messages: contents.map((content) => ({ role: 'user', content })) });
const words = (value) => ({ type: 'text', text: value });
const prompts = {
  test_simple_prompt: { get: () => say(words('This is a simple prompt for testing.')) },
  test_prompt_with_arguments: {
    arguments: ['arg1', 'arg2'],
    get: ({ arg1, arg2 }) => say(words(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)),
  },
  test_prompt_with_embedded_resource: {
    arguments: ['resourceUri'],
    get: ({ resourceUri }) =>
      say(
        embedded(resourceUri, 'text/plain', 'Embedded resource content for testing.'),
        words('Please process the embedded resource above.'),
      ),
  },
  test_prompt_with_image: { get: () => say(image, words('Please analyze the image above.')) },
};

const named = (table, name) => {
  if (!Object.hasOwn(table, name)) {
    throw { code: -32602, message: `There is no ${name}.` };
  }
  return table[name];
};

const methods = {
  initialize: ({ protocolVersion }) => ({
    protocolVersion: protocolVersion > '2025-11-25' ? '2025-11-25' : protocolVersion,
    capabilities: {
      tools: { listChanged: true },
      resources: { subscribe: true, listChanged: true },
      prompts: { listChanged: true },
      logging: {},
      completions: {},
    },
    serverInfo: { name: 'berth-conformance-legacy', version: '1.0.0' },
  }),
  ping: () => ({}),
  'logging/setLevel': () => ({}),
  'completion/complete': () => ({ completion: { values: ['paris', 'park', 'party'], total: 3, hasMore: false } }),
  'tools/list': () => ({
    tools: Object.entries(tools).map(([name, tool]) => ({
      name,
      description: `Conformance: ${name}`,
      inputSchema: tool.schema ?? object(),
    })),
  }),
  'tools/call': ({ name, arguments: values, _meta }) => named(tools, name).call(values ?? {}, _meta?.progressToken),
  'resources/list': () => ({
    resources: Object.entries(resources).map(([uri, { mimeType }]) => ({
      uri,
      name: uri.slice('test://'.length),
      description: `Conformance: ${uri}`,
      mimeType,
    })),
  }),
  'resources/templates/list': () => ({
    resourceTemplates: [
      {
        uriTemplate: 'test://template/{id}/data',
        name: 'template',
        description: 'Conformance: a template',
        mimeType: 'application/json',
      },
    ],
  }),
  'resources/read': readResource,
  'resources/subscribe': () => ({}),
  'resources/unsubscribe': () => ({}),
  'prompts/list': () => ({
    prompts: Object.entries(prompts).map(([name, prompt]) => ({
      name,
      description: `Conformance: ${name}`,
      arguments: (prompt.arguments ?? []).map((argument) => ({
        name: argument,
        description: `Argument ${argument}`,
        required: true,
      })),
    })),
  }),
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
