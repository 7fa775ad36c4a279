import type { Fault, FaultContext } from './hostile-gateway.ts';
import { httpAnswer } from './wire.ts';

/** Faults, one function each. `after` the effect unless the name says otherwise. */

/** The effect happens, the connection is reset. */
export const resetAfterEffect: Fault = ({ socket, truth }) => {
  truth();
  socket.resetAndDestroy();
};

/** Nothing happens, the connection is reset. */
export const resetBeforeEffect: Fault = ({ socket }) => {
  socket.resetAndDestroy();
};

/** The effect happens, the connection is closed without a byte of answer. */
export const closeAfterEffect: Fault = ({ socket, truth }) => {
  truth();
  socket.end();
};

/** The effect happens and nothing is ever said. */
export const hangAfterEffect: Fault = ({ truth }) => {
  truth();
};

/** Nothing happens and nothing is ever said. */
export const hang: Fault = () => {};

/** Headers and the first bytes come, then nothing. */
export const stall: Fault = ({ socket, truth }) => {
  socket.write(httpAnswer(truth()).slice(0, -5));
};

/** One byte at a time, without an end in sight. */
export const drip: Fault = ({ socket, truth }) => {
  const text = httpAnswer(truth());
  const head = text.indexOf('\r\n\r\n') + 4;
  socket.write(text.slice(0, head));
  let at = head;
  const timer = setInterval(() => {
    if (at >= text.length - 1 || socket.destroyed) return clearInterval(timer);
    socket.write(text[at] ?? '');
    at += 1;
  }, 50);
  socket.on('close', () => clearInterval(timer));
};

/** Ends before its announced length. */
export const truncated: Fault = ({ socket, truth }) => {
  socket.end(httpAnswer(truth()).slice(0, -5));
};

/** Without a length, ended by closing, and incomplete: HTTP sees nothing wrong. */
export const truncatedCloseDelimited: Fault = ({ socket, truth }) => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n';
  socket.end(head + truth().slice(0, -5));
};

/** Chunked and broken off. */
export const truncatedChunked: Fault = ({ socket, truth }) => {
  const body = truth();
  const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
  socket.end(`${head}${body.length.toString(16)}\r\n${body.slice(0, -5)}`);
};

/** A fixed answer; the effect happens. */
export function says(
  body: string | ((truth: Record<string, unknown>, context: FaultContext) => string),
  options: Parameters<typeof httpAnswer>[1] = {},
): Fault {
  return (context) => {
    const truth = JSON.parse(context.truth());
    const text = typeof body === 'string' ? body : body(truth, context);
    context.socket.write(httpAnswer(text, options));
  };
}

/** A fixed answer; nothing happens. */
export function refuses(
  body: string | object,
  options: Parameters<typeof httpAnswer>[1] = {},
): Fault {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return ({ socket }) => {
    socket.write(httpAnswer(text, options));
  };
}

/** The page of a proxy; the effect happens. */
export function page(status: number): Fault {
  const html = '<html><body><h1>Bad Gateway</h1></body></html>';
  return says(html, { status, headers: { 'Content-Type': 'text/html' } });
}

/** HTTP 429; nothing happens. */
export function slowDown(headers: Record<string, string> = {}): Fault {
  return refuses('', { status: 429, headers });
}

/** Bytes that are no HTTP. */
export const garbage: Fault = ({ socket, truth }) => {
  truth();
  socket.write('\u0000\u0001 this is not HTTP \r\n\r\n');
};
