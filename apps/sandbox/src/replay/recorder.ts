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

interface Recording {
  readonly calls: RepeatableCall[];
  /** Characters, as JSON. */
  size: number;
  running: boolean;
}

/** A recording that nobody stops ends by itself before it fills the memory; in characters, as JSON. */
const LONGEST_RECORDING = 33_554_432;

/** A recorder over the request log. */
export function recorder(
  requests: Pick<RequestLog, 'subscribe'>,
  repeat: RepeatCall,
  longest = LONGEST_RECORDING,
): Recorder {
  const recordings = new Map<string, Recording>();
  let running: string | undefined;
  requests.subscribe((seen) => {
    const recording = recordings.get(running ?? '');
    if (recording === undefined) return;
    const call = recorded(seen);
    recording.size += JSON.stringify(call).length;
    if (recording.size > longest) stop();
    else recording.calls.push(call);
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
      recordings.set(id, { calls: [], size: 0, running: true });
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
