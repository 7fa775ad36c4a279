import { charsetMistakes } from './charset-mistakes.ts';
import { digestMistakes } from './digest-mistakes.ts';
import { edgeMistakes } from './edge-mistakes.ts';
import { emptyMistakes } from './empty-mistakes.ts';
import { encodingMistakes } from './encoding-mistakes.ts';
import { jsonMistakes } from './json-mistakes.ts';
import { keyMistakes, repeatedHashes } from './key-mistakes.ts';
import type { Family, Sample } from './mistake.ts';
import { orderMistakes } from './order-mistakes.ts';
import { parameterMistakes } from './parameter-mistakes.ts';

/** What is tried, in this order; where two mistakes give the same text, the narrower one comes first. */
export const FAMILIES: Readonly<Record<Sample['kind'], readonly Family[]>> = {
  fields: [
    digestMistakes,
    edgeMistakes,
    keyMistakes,
    repeatedHashes,
    orderMistakes,
    encodingMistakes,
    emptyMistakes,
    parameterMistakes,
    charsetMistakes,
    jsonMistakes,
  ],
  body: [digestMistakes, edgeMistakes, keyMistakes, repeatedHashes, jsonMistakes, charsetMistakes],
};
