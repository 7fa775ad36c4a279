/** JSON Schema of what bodies are made of. */

export const text = { type: 'string' };
export const texts = { type: 'array', items: text };
export const count = { type: 'integer', minimum: 0 };
export const yesOrNo = { type: 'boolean' };
export const code = { type: 'string', pattern: '^\\d{4}$' };

/** An object of these properties and no other. */
export function object(properties: object, required: readonly string[] = []): object {
  return {
    type: 'object',
    properties,
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

/** Of what is exported and imported. */
export const ndjson = 'application/x-ndjson';

/** How long a call may wait. */
export const wait = {
  timeout_ms: 'Real milliseconds; 5,000 when absent, then 408 with what it is instead.',
};
