import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type RequestSent, TransportError } from '../../transport.ts';
import { undiciTransport } from '../../undici-transport.ts';
import { httpAnswer } from '../wire.ts';

/** What was claimed of one request, and what the server knows of it. */
export interface Trial {
  readonly number: number;
  readonly behaviour: string;
  readonly claimed: RequestSent;
  /** A byte of it arrived. */
  readonly arrived: boolean;
  /** A byte of an answer to it was written. */
  readonly answered: boolean;
}

/** Answers by `write` alone, so that every byte of an answer is known. */
type Behaviour = (write: (text: string) => void, socket: Socket, chance: () => number) => void;

const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  answer: (write) => write(httpAnswer('{}')),
  'answer late': (write, _socket, chance) => {
    setTimeout(() => write(httpAnswer('{}')), chance() * 8);
  },
  'answer and close': (write, socket) => {
    write(httpAnswer('{}'));
    socket.end();
  },
  'answer, then reset': (write, socket, chance) => {
    write(httpAnswer('{}'));
    setTimeout(() => socket.resetAndDestroy(), chance() * 3);
  },
  reset: (_write, socket) => socket.resetAndDestroy(),
  'reset late': (_write, socket, chance) => {
    setTimeout(() => socket.resetAndDestroy(), chance() * 8);
  },
  close: (_write, socket) => socket.end(),
  hang: () => {},
  'half a head': (write, socket) => {
    write('HTTP/1.1 200 OK\r\nContent-');
    socket.end();
  },
  'half a body': (write, socket) => {
    write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}');
    socket.end();
  },
  stall: (write) => write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}'),
  garbage: (write) => write('\u0000\u0001\r\n\r\n'),
  'early hints': (write) => write('HTTP/1.1 103 Early Hints\r\n\r\n'),
};

/** Nothing listens on this port. */
const NOBODY = 1;

/** How many requests are under way at a time. */
const AT_A_TIME = 12;

/**
 * Sends so many requests over real sockets while server and caller misbehave at random, and puts
 * every claim beside what really arrived.
 */
export async function runHonesty(count: number, seed: number): Promise<Trial[]> {
  const chance = dice(seed);
  const server = await openServer(chance);
  const transports = [undiciTransport(), undiciTransport({ freshConnection: true })];
  const claims = new Map<number, RequestSent>();
  let next = 0;

  const trial = async (number: number) => {
    const port = chance() < 0.03 ? NOBODY : server.port;
    const controller = new AbortController();
    const patience = chance() < 0.4 ? chance() * 60 : 500;
    const timer = setTimeout(() => controller.abort(new Error('enough')), patience);
    const transport = transports[chance() < 0.7 ? 0 : 1] ?? undiciTransport();
    if (chance() < 0.02) transport.dropConnections?.();
    const url = `http://127.0.0.1:${port}/trial/${number}`;
    const { signal } = controller;
    claims.set(
      number,
      await claimOf(transport.send({ method: 'POST', url, headers: {}, body: 'a=b', signal })),
    );
    clearTimeout(timer);
  };
  const lane = async () => {
    while (next < count) {
      next += 1;
      await trial(next);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
  // What is still on its way must count against the claims.
  await pause(100);
  for (const transport of transports) await transport.close?.();
  await server.close();
  return [...claims].map(([number, claimed]) => ({ number, claimed, ...server.knows(number) }));
}

async function claimOf(sent: Promise<unknown>): Promise<RequestSent> {
  try {
    await sent;
    return 'yes';
  } catch (error) {
    if (error instanceof TransportError) return error.requestSent;
    throw error;
  }
}

async function openServer(chance: () => number) {
  const sockets = new Set<Socket>();
  const seen = new Map<number, { behaviour: string; answered: boolean }>();
  const names = Object.keys(BEHAVIOURS);
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    if (chance() < 0.05) {
      socket.resetAndDestroy();
      return;
    }
    socket.on('data', (chunk) => {
      for (const [, number] of chunk.toString('latin1').matchAll(/\/trial\/(\d+) /g)) {
        const behaviour = names[Math.floor(chance() * names.length)] ?? 'hang';
        const known = { behaviour, answered: false };
        seen.set(Number(number), known);
        const write = (text: string) => {
          known.answered = true;
          socket.write(text);
        };
        BEHAVIOURS[behaviour]?.(write, socket, chance);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    knows: (number: number) => {
      const known = seen.get(number);
      const { behaviour = 'nothing arrived', answered = false } = known ?? {};
      return { behaviour, answered, arrived: known !== undefined };
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The same numbers for the same seed; what sockets make of them still varies. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
