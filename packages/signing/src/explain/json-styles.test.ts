import { describe, expect, it } from 'vitest';
import { jsonStyles } from './json-styles.ts';

const value = { é: 'a/"奶\n', list: [1, null, true] };

/** What the platforms' own functions print for the value above. */
const printed = [
  ['the gateway, Python', '{"\\u00e9": "a/\\"\\u5976\\n", "list": [1, null, true]}'],
  ['JSON.stringify, Java, Go', '{"é":"a/\\"奶\\n","list":[1,null,true]}'],
  ['PHP', '{"\\u00e9":"a\\/\\"\\u5976\\n","list":[1,null,true]}'],
  ['PHP with JSON_UNESCAPED_UNICODE', '{"é":"a\\/\\"奶\\n","list":[1,null,true]}'],
  ['PHP with JSON_UNESCAPED_SLASHES', '{"\\u00e9":"a/\\"\\u5976\\n","list":[1,null,true]}'],
  ['Python with ensure_ascii=False', '{"é": "a/\\"奶\\n", "list": [1, null, true]}'],
] as const;

describe('jsonStyles', () => {
  it.each(printed)('prints as %s', (platform, text) => {
    const at = printed.findIndex(([name]) => name === platform);
    expect(jsonStyles(value)[at]).toBe(text);
  });

  it('prints with line breaks at last', () => {
    expect(jsonStyles(value).slice(printed.length)).toEqual([JSON.stringify(value, null, 2)]);
  });
});
