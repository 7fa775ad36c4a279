import { setOwn } from './own-field.ts';

/**
 * A checked request as the wire carries it: numbers as digits, objects as JSON text, empties left
 * out. Sign and send exactly this.
 *
 * @example
 * wireFields({ txamt: 1234, goods_name: '' }); // { txamt: '1234' }
 */
export function wireFields(request: object): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(request)) {
    const text = wireText(value);
    if (text !== '') setOwn(fields, name, text);
  }
  return fields;
}

function wireText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
