import {
  type Disposition,
  dispositionOf,
  type Operation,
  type ReplyReading,
  readDownload,
  readReply,
  responseCodeOf,
} from '@qf/protocol';
import {
  type Keyring,
  readSignType,
  type SignableFields,
  verifyBody,
  verifyFields,
} from '@qf/signing';
import type { AnswerError } from './qfpay-error.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';
import type { TransportReply } from './transport.ts';

/** Every reply has a result code. */
export interface Coded {
  readonly respcd: string;
}

/**
 * An answer that can be read and, where it must be, is signed. It is as it came, to be judged; what
 * leaves the client of it goes through `shown` first.
 */
export interface Answer<Reply> {
  readonly kind: 'answer';
  readonly reply: Reply;
  readonly raw: unknown;
  readonly httpStatus: number;
}

/** Bytes that are no answer: nothing is known about the request. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly code: AnswerError['code'];
  /** What arrived, without a word of it. */
  readonly sentence: string;
  readonly httpStatus: number;
}

/**
 * Reads an answer, or tells why it is none. An answer outside 2xx counts only when it carries a
 * result code; pages of proxies, broken and foreign texts do not.
 */
export function readAnswer<Reply extends Coded>(
  operation: Operation<unknown, Reply>,
  { status, headers, body }: TransportReply,
  { settings }: Session,
): Answer<Reply> | Unreadable {
  const httpStatus = status;
  const unreadable = (code: Unreadable['code'], sentence: string): Unreadable => {
    return { kind: 'unreadable', code, sentence, httpStatus };
  };
  const reading = readingOf(operation, body);
  if (!reading.ok) {
    const sentence = `HTTP ${status} with ${body.byteLength} bytes that are no answer to ${operation.name}.`;
    return unreadable('ERR_QF_UNREADABLE_ANSWER', sentence);
  }
  const isListed = responseCodeOf(reading.reply.respcd) !== undefined;
  if ((status < 200 || status > 299) && !isListed) {
    return unreadable('ERR_QF_UNREADABLE_ANSWER', `HTTP ${status} without a listed result code.`);
  }
  // One that says no was not read at all: it is known to be a refusal before.
  if (status === 429) {
    const sentence = `HTTP 429 with an answer to ${operation.name} that is no refusal.`;
    return unreadable('ERR_QF_UNREADABLE_ANSWER', sentence);
  }
  const problem = signatureProblem(body, reading.raw, headers, settings);
  if (problem !== undefined) {
    const sentence = `The answer to ${operation.name} is not signed by the gateway: ${problem}.`;
    return unreadable('ERR_QF_ANSWER_SIGNATURE', sentence);
  }
  const { reply, raw } = reading;
  return { kind: 'answer', reply, raw, httpStatus };
}

/** A file, where one was asked for, is all that a success says. */
function readingOf<Reply>(
  operation: Operation<unknown, Reply>,
  body: Uint8Array,
): ReplyReading<Reply> {
  if (operation.download === undefined) return readReply(operation, body);
  const download = readDownload(operation, body);
  if (download.kind === 'reply') return download.reading;
  const reply = { respcd: '0000' } as Reply;
  return { ok: true, reply, raw: { file: download.file } };
}

const REFUSALS: ReadonlySet<Disposition> = new Set([
  'retryable',
  'declined',
  'invalid-request',
  'auth-config',
]);

/**
 * Whether HTTP 429 means that nothing was done, as our decision is. Not where its body, signed or not,
 * can be read as anything but a no: then a change may have happened. A read is repeated either way.
 */
export function isRefusal(
  operation: Operation<unknown, Coded>,
  { body }: Pick<TransportReply, 'body'>,
): boolean {
  if (operation.readOnly) return true;
  const reading = readReply(operation, body);
  if (!reading.ok) return true;
  const { respcd, ...rest } = reading.reply;
  // A number that is said to be used is no refusal, in whichever text it is said.
  const respmsg = ['respmsg', 'resperr'].map((name) => Reflect.get(rest, name)).join(' ');
  return REFUSALS.has(dispositionOf(respcd, { operation: operation.name, respmsg }));
}

function signatureProblem(
  body: Uint8Array,
  raw: Record<string, unknown>,
  headers: TransportReply['headers'],
  { responseSignatures, keys }: Settings,
): string | undefined {
  const signature = headers['x-qf-sign'];
  if (responseSignatures === 'off') return undefined;
  if (signature === undefined || signature === '') {
    return responseSignatures === 'required' ? 'no signature came' : undefined;
  }
  const isSigned = signsBody(body, signature, keys, headers) || signsFields(raw, signature, keys);
  return isSigned ? undefined : 'no key fits';
}

/** The digest of body and key, as the gateway's programs make it (D-6). */
function signsBody(
  body: Uint8Array,
  signature: string,
  keys: Keyring,
  headers: TransportReply['headers'],
): boolean {
  try {
    verifyBody(body, signature, keys, readSignType(headers['x-qf-signtype']));
    return true;
  } catch {
    return false;
  }
}

/** The digest of the sorted fields of a flat answer, as the newest pages tell it (D-6). */
function signsFields(raw: Record<string, unknown>, signature: string, keys: Keyring): boolean {
  const signType = signature.length === 64 ? 'SHA256' : 'MD5';
  return [raw, raw['data']].some((fields) => {
    try {
      verifyFields(fields as SignableFields, signature, keys, signType);
      return true;
    } catch {
      return false;
    }
  });
}
