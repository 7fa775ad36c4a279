import type { Socket } from 'node:net';

/** One request as it came off the wire. */
export interface SeenRequest {
  /** Last part of the path: `payment`, `query`, `refund` … */
  readonly operation: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** The body, byte for byte. */
  readonly body: string;
  /** Counts connections from 1. */
  readonly connection: number;
}

/** Reads requests off a socket, one after the other. */
export function readRequests(
  socket: Socket,
  connection: number,
  onRequest: (request: SeenRequest) => void,
): void {
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    for (let request = firstRequest(text, connection); request !== undefined; ) {
      text = request.rest;
      onRequest(request.seen);
      request = firstRequest(text, connection);
    }
  });
}

function firstRequest(text: string, connection: number) {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [line = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(lines.map(headerOf));
  const length = Number(headers['content-length'] ?? 0);
  const bodyAt = end + 4;
  if (text.length < bodyAt + length) return undefined;
  const body = text.slice(bodyAt, bodyAt + length);
  const [path = '', query = ''] = (line.split(' ')[1] ?? '').split('?');
  const fields = Object.fromEntries(new URLSearchParams(body === '' ? query : body));
  const operation = path.split('/').at(-1) ?? '';
  return {
    seen: { operation, fields, headers, body, connection },
    rest: text.slice(bodyAt + length),
  };
}

function headerOf(line: string): [string, string] {
  const at = line.indexOf(':');
  return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
}

/** A whole HTTP answer as text. */
export function httpAnswer(
  body: string,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): string {
  const all = {
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} Status`, ...lines, '', body].join('\r\n');
}
