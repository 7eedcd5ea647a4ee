// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// What both conformance servers offer, apart from what asks the client for something.
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const sound = 'UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAAAAA==';
export const delay = (time) => new Promise((resolve) => setTimeout(resolve, time));
export const text = (value) => ({ content: [{ type: 'text', text: value }] });
export const object = (properties = {}, required = []) => ({ type: 'object', properties, required });
export const string = (description) => ({ type: 'string', description });

const titled = (values) => values.map(([value, title]) => ({ const: value, title }));
export const enums = {
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
export const defaults = {
  name: { type: 'string', default: 'John Doe' },
  age: { type: 'integer', default: 30 },
  score: { type: 'number', default: 95.5 },
  status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
  verified: { type: 'boolean', default: true },
};

const image = { type: 'image', data: pixel, mimeType: 'image/png' };
const embedded = (uri, mimeType, value) => ({ type: 'resource', resource: { uri, mimeType, text: value } });
export const tools = {
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
  test_error_handling: {
    call: () => ({ isError: true, ...text('This tool intentionally returns an error for testing') }),
  },
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
        address: { $anchor: 'addressDef', type: 'object', properties: { street: { type: 'string' }, city: { type: 'string' } } },
      },
      properties: {
        name: { type: 'string' },
        address: { $ref: '#/$defs/address' },
        contactMethod: { type: 'string', enum: ['phone', 'email'] },
        phone: { type: 'string' },
        email: { type: 'string' },
      },
      allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
      if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
      then: { required: ['phone'] },
      else: { required: ['email'] },
      additionalProperties: false,
    },
    call: () => text('Accepted.'),
  },
};

export const resources = {
  'test://static-text': {
    mimeType: 'text/plain',
    text: 'This is the content of the static text resource.',
  },
  'test://static-binary': { mimeType: 'image/png', blob: pixel },
  'test://watched-resource': { mimeType: 'text/plain', text: 'Watched.' },
};

export function readResource({ uri }) {
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

export const say = (...contents) => ({ messages: contents.map((content) => ({ role: 'user', content })) });
export const words = (value) => ({ type: 'text', text: value });
export const prompts = {
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


export const userName = { message: 'What is your name?', properties: { name: string('Name') }, required: ['name'] };
export const confirm = { message: 'Please confirm', properties: { ok: { type: 'boolean' } }, required: ['ok'] };
export const sampling = (question, maxTokens = 100) => ({
  messages: [{ role: 'user', content: { type: 'text', text: question } }],
  maxTokens,
});

export const toolList = (all) =>
  Object.entries(all).map(([name, tool]) => ({
    name,
    description: `Conformance: ${name}`,
    inputSchema: tool.schema ?? object(),
  }));
export const resourceList = () =>
  Object.entries(resources).map(([uri, { mimeType }]) => ({
    uri,
    name: uri.slice('test://'.length),
    description: `Conformance: ${uri}`,
    mimeType,
  }));
export const resourceTemplates = [
  {
    uriTemplate: 'test://template/{id}/data',
    name: 'template',
    description: 'Conformance: a template',
    mimeType: 'application/json',
  },
];
export const promptList = (all) =>
  Object.entries(all).map(([name, prompt]) => ({
    name,
    description: `Conformance: ${name}`,
    arguments: (prompt.arguments ?? []).map((argument) => ({
      name: argument,
      description: `Argument ${argument}`,
      required: true,
    })),
  }));
export const completion = { completion: { values: ['paris', 'park', 'party'], total: 3, hasMore: false } };
export const capabilities = {
  tools: { listChanged: true },
  resources: { subscribe: true, listChanged: true },
  prompts: { listChanged: true },
  logging: {},
  completions: {},
};

export function named(table, name) {
  if (!Object.hasOwn(table, name)) {
    throw { code: -32602, message: `There is no ${name}.` };
  }
  return table[name];
}
