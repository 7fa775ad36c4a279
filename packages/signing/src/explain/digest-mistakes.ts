import type { Mistake, Sample } from './mistake.ts';

/** The right text and key with another digest than the one that is named. */
export function* digestMistakes({ text, secret, hash, declaredHash }: Sample): Iterable<Mistake> {
  if (hash !== declaredHash) {
    yield {
      cause: 'wrong-algorithm',
      sentence: `The signature is ${hash.toUpperCase()}, but X-QF-SIGNTYPE says ${declaredHash.toUpperCase()} (absent means MD5).`,
      fix: 'Send X-QF-SIGNTYPE: SHA256 with SHA256 signatures, and no header with MD5.',
      content: text,
    };
  }
  for (const content of [text, `${text}${secret}`]) {
    yield {
      cause: 'hmac',
      sentence: 'The client key was used for an HMAC.',
      fix: 'Append the client key to the text and take the plain digest.',
      content,
      hmac: true,
    };
  }
}
