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
  /** Bodies that dribble at once. */
  readonly slowBodies: number;
  /** Milliseconds a body may take. */
  readonly bodyTimeout: number;
}

/** What came of it. */
export interface AbuseReport {
  /** Bytes of the chunked body that were taken before the connection was closed. */
  readonly taken: number;
  /** Milliseconds until the last dribbling connection was closed. */
  readonly slowest: number;
  /** Bytes by which the process has grown. */
  readonly growth: number;
  /** Answers to honest deliveries meanwhile. */
  readonly honest: readonly string[];
}

const PROGRAM = fileURLToPath(new URL('./abuse-process.ts', import.meta.url));
const HEAD = 'POST /notify HTTP/1.1\r\nHost: a\r\n';
const MEBIBYTE = 1_048_576;

/** Abuses one endpoint in a process of its own, with honest traffic meanwhile. */
export async function abuseRun(plan: AbusePlan): Promise<AbuseReport> {
  const program = await bundledProgram(PROGRAM);
  const args = ['--expose-gc', program.file, String(plan.bodyTimeout)];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const [line] = await once(child.stdout, 'data');
    const port = Number(String(line));
    const url = `http://127.0.0.1:${port}`;
    const memory = async () => Number(await (await fetch(`${url}/memory`)).text());
    for (let warm = 0; warm < 200; warm += 1) await deliver(`${url}/notify`, gateway.payment());
    const before = await memory();
    const dribbling = Array.from({ length: plan.slowBodies }, () => dribble(port));
    const honest = [await deliver(`${url}/notify`, gateway.payment())];
    const taken = await flood(port, plan.chunkedBytes);
    await bomb(url);
    honest.push(await deliver(`${url}/notify`, gateway.payment()));
    const times = await Promise.all(dribbling);
    honest.push(await deliver(`${url}/notify`, gateway.payment()));
    const growth = (await memory()) - before;
    return { taken, slowest: Math.max(...times), growth, honest };
  } finally {
    const ended = once(child, 'exit');
    child.stdin.end();
    await ended;
    program.remove();
  }
}

/** A byte now and then; gives the milliseconds until the connection was closed. */
async function dribble(port: number): Promise<number> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  // A thousand at once wait for each other before they are connected; that is not the endpoint's time.
  await new Promise((resolve) => socket.once('connect', resolve));
  const started = performance.now();
  socket.write(`${HEAD}Content-Length: 60000\r\n\r\n{`);
  const dripping = setInterval(() => socket.write('x'), 1_000);
  socket.resume();
  await closing(socket);
  clearInterval(dripping);
  return performance.now() - started;
}

/** Sends until the connection is closed; gives the bytes that were written. */
async function flood(port: number, bytes: number): Promise<number> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  socket.resume();
  const closed = closing(socket);
  const chunk = `100000\r\n${'x'.repeat(MEBIBYTE)}\r\n`;
  socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`);
  for (let sent = 0; sent < bytes && !socket.destroyed; sent += MEBIBYTE) {
    if (!socket.write(chunk)) await Promise.race([drained(socket), closed]);
  }
  if (!socket.destroyed) await closed;
  return socket.bytesWritten;
}

/** Also after a reset, which is a way of closing. */
function closing(socket: Socket): Promise<unknown> {
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
