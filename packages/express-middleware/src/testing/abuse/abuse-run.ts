import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundledProgram } from '../bundled-process.ts';
import { gateway } from '../merchant-key.ts';
import { deliver } from '../served.ts';

/** How much abuse. */
export interface AbusePlan {
  /** Bytes that a chunked body tries to send. */
  readonly chunkedBytes: number;
  /** Bodies that stall at once. */
  readonly stalledBodies: number;
  /** Bytes that come of each; after them, one a second. */
  readonly stalledAfter: number;
  /** Milliseconds a body may take. */
  readonly bodyTimeout: number;
}

/** What came of it. */
export interface AbuseReport {
  /** Bytes of the chunked body that were taken before the connection was closed. */
  readonly taken: number;
  /** Milliseconds until the last body that stalled was closed. */
  readonly slowest: number;
  /** Bytes by which the process had grown when it was largest. */
  readonly peak: number;
  /** Bytes by which it has grown for good. */
  readonly growth: number;
  /** Answers to honest deliveries meanwhile. */
  readonly honest: readonly string[];
}

const PROGRAM = fileURLToPath(new URL('./abuse-process.ts', import.meta.url));
const HEAD = 'POST /notify HTTP/1.1\r\nHost: a\r\n';
const MEBIBYTE = 1_048_576;

/** Just below what is read of a body. */
const LENGTH = 65_000;

interface Memory {
  readonly now: number;
  readonly most: number;
}

/** Abuses one endpoint in a process of its own, with honest traffic meanwhile. */
export async function abuseRun(plan: AbusePlan): Promise<AbuseReport> {
  const program = await bundledProgram(PROGRAM);
  const args = ['--expose-gc', program.file, String(plan.bodyTimeout)];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const [line] = await once(child.stdout, 'data');
    const port = Number(String(line));
    const url = `http://127.0.0.1:${port}`;
    const memory = async () => (await (await fetch(`${url}/memory`)).json()) as Memory;
    const honest: string[] = [];
    const pay = async (fields = {}) => {
      honest.push(await deliver(`${url}/notify`, gateway.payment(fields)));
    };
    for (let warm = 0; warm < 200; warm += 1) await pay();
    honest.length = 0;
    const before = await memory();
    const { arrived, closed } = stalled(port, plan);
    await arrived;
    await pay();
    const taken = await flood(port, plan.chunkedBytes);
    await bomb(url);
    await pay();
    const slowest = await closed;
    // There is room again for the largest body that is read.
    await pay({ goods_name: 'x'.repeat(60_000) });
    const { now, most } = await memory();
    const [peak, growth] = [most - before.now, now - before.now];
    return { taken, slowest, peak, growth, honest };
  } finally {
    const ended = once(child, 'exit');
    child.stdin.end();
    await ended;
    program.remove();
  }
}

/** Bodies that stall. In two parts, because one alone would not be copied. */
function stalled(port: number, { stalledBodies, stalledAfter }: AbusePlan) {
  const parts = [0.51, 0.49].map((share) => 'x'.repeat(Math.round(share * stalledAfter)));
  const all = Array.from({ length: stalledBodies }, () => new StalledBody(port, parts));
  return {
    /** All have sent their parts, or were refused meanwhile. */
    arrived: Promise.all(all.map(({ arrived }) => arrived)),
    /** Milliseconds until the last one was closed. */
    closed: Promise.all(all.map(({ closed }) => closed)).then((times) => Math.max(...times)),
  };
}

/** Sends some parts at once, then a byte a second. */
class StalledBody {
  readonly arrived: Promise<unknown>;
  /** Milliseconds until the connection was closed. */
  readonly closed: Promise<number>;

  constructor(port: number, parts: readonly string[]) {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    const closing = closed(socket);
    socket.resume();
    // A thousand at once wait for each other before they are connected; that is not the endpoint's time.
    const started = new Promise<number>((resolve) =>
      socket.once('connect', () => resolve(performance.now())),
    );
    this.arrived = started.then(() => {
      socket.write(`${HEAD}Content-Length: ${LENGTH}\r\n\r\n`);
      return Promise.race([closing, sent(socket, parts)]);
    });
    const dripping = setInterval(() => socket.write('x'), 1_000);
    this.closed = Promise.all([started, closing]).then(([start]) => {
      clearInterval(dripping);
      return performance.now() - start;
    });
  }
}

/** One after the other, so that each is a chunk of its own. */
async function sent(socket: Socket, parts: readonly string[]): Promise<void> {
  for (const part of parts) await new Promise((resolve) => socket.write(part, resolve));
}

/** Sends until the connection is closed; gives the bytes that were written. */
async function flood(port: number, bytes: number): Promise<number> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  socket.resume();
  const ended = closed(socket);
  const chunk = `100000\r\n${'x'.repeat(MEBIBYTE)}\r\n`;
  socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`);
  for (let sent = 0; sent < bytes && !socket.destroyed; sent += MEBIBYTE) {
    if (!socket.write(chunk)) await Promise.race([drained(socket), ended]);
  }
  if (!socket.destroyed) await ended;
  return socket.bytesWritten;
}

/** Also after a reset, which is a way of closing. */
function closed(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once('close', resolve));
}

function drained(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once('drain', resolve));
}

async function bomb(url: string): Promise<void> {
  const body = gzipSync(Buffer.alloc(10 * MEBIBYTE));
  const headers = { 'content-encoding': 'gzip' };
  const response = await fetch(`${url}/notify`, { method: 'POST', body, headers });
  if (response.status === 415) return;
  throw new Error(`A compressed body was answered with ${response.status}.`);
}
