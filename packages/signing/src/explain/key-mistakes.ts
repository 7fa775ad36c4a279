import { secretOf } from '../client-key.ts';
import { plainDigest } from '../digest.ts';
import type { Mistake, Sample } from './mistake.ts';

const BEFORE = [' ', '\t', '\uFEFF'];
const AFTER = [' ', '\n', '\r\n', '\t', '\r', '\0'];

/** The right text with the wrong key, or with the key in the wrong place. */
export function* keyMistakes(sample: Sample): Iterable<Mistake> {
  const { text, secret } = sample;
  yield {
    cause: 'key-missing',
    sentence: 'The text was hashed without the client key.',
    fix: 'Append the client key directly to the text.',
    content: text,
    ending: '',
  };
  yield* spacedKeys(sample);
  yield* strangeKeys(sample);
  for (const cased of [secret.toUpperCase(), secret.toLowerCase()]) {
    yield {
      cause: 'key-in-other-case',
      sentence: 'The client key was changed to upper or lower case.',
      fix: 'Use the client key exactly as QFPay issued it.',
      content: text,
      ending: cased,
    };
  }
  yield {
    cause: 'key-first',
    sentence: 'The client key was put before the text.',
    fix: 'Append the client key to the end of the text.',
    content: secret,
    ending: text,
  };
  for (const ending of [
    `&key=${secret}`,
    `key=${secret}`,
    `&${secret}&`,
    `&client_key=${secret}`,
    `,${secret}`,
  ]) {
    yield {
      cause: 'key-joined',
      sentence: 'The client key was joined to the text like another parameter.',
      fix: 'Append the client key directly, without "&key=" or any other separator.',
      content: text,
      ending,
    };
  }
}

/** Digests that were hashed once more, as one published Java sender does with a finished digest. */
export function* repeatedHashes({ text, secret, hash }: Sample): Iterable<Mistake> {
  const once = plainDigest(hash, `${text}${secret}`);
  const common = {
    cause: 'hashed-twice',
    sentence: 'The finished digest was hashed again, in place of the key or as the text.',
    fix: 'Hash once: give the sender the client key, or let it send the digest as it is.',
  } as const;
  for (const inner of [once, once.toLowerCase()]) {
    yield { ...common, content: text, ending: inner };
    yield { ...common, content: inner, ending: '' };
    yield { ...common, content: inner };
  }
}

function* spacedKeys({ text, secret }: Sample): Iterable<Mistake> {
  const spaced = [
    ...BEFORE.map((blank) => `${blank}${secret}`),
    ...AFTER.map((blank) => `${secret}${blank}`),
    ` ${secret} `,
    `"${secret}"`,
  ];
  for (const ending of spaced) {
    yield {
      cause: 'key-with-white-space',
      sentence:
        'The client key was used with white space or quotes around it, or a line feed was hashed after it.',
      fix: 'Trim the client key where it is read; `echo` needs -n.',
      content: text,
      ending,
    };
  }
}

function* strangeKeys({ text, appCode, otherKeys }: Sample): Iterable<Mistake> {
  if (appCode !== undefined) {
    yield {
      cause: 'app-code-as-key',
      sentence: 'The app code was used as the client key.',
      fix: 'Append the client key; the app code goes into the header X-QF-APPCODE.',
      content: text,
      ending: appCode,
    };
  }
  for (const key of otherKeys) {
    yield {
      cause: 'other-key',
      sentence: `The text was signed with another key: ${String(key)}.`,
      fix: 'Use the client key that belongs to this app code and environment.',
      content: text,
      ending: secretOf(key),
    };
  }
}
