import { readFileSync } from 'node:fs';

/** What a file with JSON holds. Its error says where it is wrong, and never what stands there: it may be a key. */
export function readJson(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    const [where = ''] = / at position \d+/.exec((error as Error).message) ?? [];
    throw new Error(`it is no JSON${where}`);
  }
}
