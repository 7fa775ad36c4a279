import { plainDigest } from '../digest.ts';
import type { Cause } from './cause.ts';
import type { Mistake, Sample } from './mistake.ts';
import { withoutKeys } from './without-keys.ts';

/** The mistake behind a signature that does not fit. Holds no key, but the text that was signed. */
export interface Explanation {
  readonly cause: Cause;
  /** What was done, in one sentence. */
  readonly sentence: string;
  /** What to do instead, in one sentence. */
  readonly fix: string;
  /** The parameter that is concerned, where there is one. */
  readonly parameter?: string;
  /** What has to be hashed, with the key printed as `[ClientKey id]`. */
  readonly baseString: string;
  /** What was hashed, printed in the same way. */
  readonly signedString: string;
  /** Index of the first character in which the two differ; undefined when the text is right and the digest is not. */
  readonly differsAt: number | undefined;
}

/** What is told about a mistake: everything but keys, and but the signature that would have been right. */
export function explanation(sample: Sample, mistake: Mistake): Explanation {
  const { cause, sentence, fix, parameter } = mistake;
  const baseString = masked(`${sample.text}${sample.secret}`, sample);
  const signedString =
    typeof mistake.content === 'string' ? signedText(mistake.content, mistake, sample) : baseString;
  return {
    cause,
    sentence: masked(sentence, sample),
    fix: masked(fix, sample),
    ...(parameter !== undefined && { parameter: masked(parameter, sample) }),
    baseString,
    signedString,
    differsAt:
      typeof mistake.content === 'string'
        ? firstDifference(baseString, signedString)
        : firstBeyondAscii(baseString),
  };
}

function signedText(content: string, { ending, hmac }: Mistake, sample: Sample): string {
  return masked(
    hmac ? `${sample.text}${sample.secret}` : `${content}${ending ?? sample.secret}`,
    sample,
  );
}

function masked(text: string, { text: right, secret, hash, knownKeys }: Sample): string {
  const digest = plainDigest(hash, `${right}${secret}`);
  return withoutKeys(text, knownKeys)
    .replaceAll(digest, '[digest]')
    .replaceAll(digest.toLowerCase(), '[digest]');
}

function firstDifference(a: string, b: string): number | undefined {
  if (a === b) return undefined;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  return at;
}

/** Character sets agree on ASCII, so the first other character is where the bytes part. */
function firstBeyondAscii(text: string): number {
  return text.search(/[^\0-\x7F]/);
}
