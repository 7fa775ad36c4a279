import http from 'node:http';
import https from 'node:https';
import { realPatience } from '../clock/real-patience.ts';
import type { Message } from './message.ts';
import { type Lookup, resolveTarget, type Target } from './target.ts';
import type { Delivery } from './verdict.ts';

/** Sends one notification and tells what came back; never throws. */
export type Deliver = (message: Message, signal: AbortSignal) => Promise<Delivery>;

/** Longest answer that is read, in bytes. */
const LONGEST_ANSWER = 65_536;

/**
 * Delivery over HTTP as we take the gateway to do it (U-7): a connection of its own, no redirects, an answer within
 * `patience_ms` real milliseconds.
 */
export function httpDelivery(options: {
  readonly allowedHosts: () => ReadonlySet<string>;
  readonly patience_ms: number;
  readonly lookup?: Lookup;
}): Deliver {
  return async (message, signal) => {
    const target = await resolveTarget(message.url, options.allowedHosts(), options.lookup);
    if ('refused' in target) return { kind: 'not_sent', reason: target.refused };
    return post(target, message, { signal, patience_ms: options.patience_ms });
  };
}

function post(
  target: Target,
  message: Message,
  { signal, patience_ms }: { signal: AbortSignal; patience_ms: number },
): Promise<Delivery> {
  return new Promise((resolve) => {
    const request = open(target, message, signal);
    const settle = (delivery: Delivery) => {
      atEase();
      resolve(delivery);
      request.destroy();
    };
    const atEase = realPatience(patience_ms, () =>
      settle({ kind: 'failed', reason: `No answer within ${patience_ms / 1000} s.` }),
    );
    request.on('error', (error) => settle({ kind: 'failed', reason: failure(error) }));
    request.on('response', (response) => readAnswer(response, settle));
    request.end(message.body);
  });
}

function open({ url, addresses }: Target, { headers, body }: Message, signal: AbortSignal) {
  const { request } = url.protocol === 'https:' ? https : http;
  return request(url, {
    method: 'POST',
    agent: false,
    signal,
    headers: { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' },
    // The addresses were checked; asking again could give others. Node tries one after the other.
    lookup: (_host, { all }, done) => {
      const [first] = addresses;
      return all ? done(null, [...addresses]) : done(null, first?.address ?? '', first?.family);
    },
  });
}

function readAnswer(response: http.IncomingMessage, settle: (delivery: Delivery) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const answered = () => {
    const body = Buffer.concat(chunks).toString('utf8');
    settle({ kind: 'answered', status: response.statusCode ?? 0, body });
  };
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LONGEST_ANSWER) answered();
  });
  response.on('end', answered);
  response.on('error', (error) => settle({ kind: 'failed', reason: failure(error) }));
}

function failure(error: Error & { code?: string }): string {
  return `The connection failed: ${error.code ?? error.message}.`;
}
