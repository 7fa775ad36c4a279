import type { RequestLog, SeenRequest } from '../gateway/request-log.ts';
import type { RepeatableCall } from './received-call.ts';
import type { RepeatCall, Repeated } from './repeat-call.ts';

/** What became of a recorded call when it was played again. */
export type ReplayedCall = RepeatableCall & Repeated;

/** Keeps what merchants asked between a start and a stop, and asks it again. */
export interface Recorder {
  list(): readonly { readonly id: string; readonly calls: number; readonly running: boolean }[];
  start(): { readonly id: string };
  stop(): { readonly id: string; readonly calls: number } | undefined;
  calls(id: string): readonly RepeatableCall[] | undefined;
  /** Sends every call to this sandbox again, best after a reset: then the numbers are free again. */
  replay(id: string): Promise<readonly ReplayedCall[] | undefined>;
}

/** A recorder over the request log. */
export function recorder(requests: RequestLog, repeat: RepeatCall): Recorder {
  const recordings = new Map<string, { calls: RepeatableCall[]; running: boolean }>();
  let running: string | undefined;
  requests.subscribe((seen) => {
    if (running !== undefined) recordings.get(running)?.calls.push(recorded(seen));
  });
  const stop = () => {
    const id = running;
    const recording = recordings.get(id ?? '');
    running = undefined;
    if (id === undefined || recording === undefined) return undefined;
    recording.running = false;
    return { id, calls: recording.calls.length };
  };
  return {
    list: () =>
      [...recordings].map(([id, { calls, running }]) => ({ id, calls: calls.length, running })),
    start: () => {
      stop();
      const id = `rec_${recordings.size + 1}`;
      recordings.set(id, { calls: [], running: true });
      running = id;
      return { id };
    },
    stop,
    calls: (id) => recordings.get(id)?.calls,
    replay: async (id) => {
      const calls = recordings.get(id)?.calls;
      if (calls === undefined) return undefined;
      const replayed: ReplayedCall[] = [];
      // One that is still running grows while it is played; only what it held at the start is.
      for (const call of [...calls]) replayed.push({ ...call, ...(await repeat(call)) });
      return replayed;
    },
  };
}

/** What is needed to ask again, without what the developer was told. */
function recorded(seen: SeenRequest): RepeatableCall {
  const { id, at, hints, source, effect, explanation, ...call } = seen;
  return call;
}
