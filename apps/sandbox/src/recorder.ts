import { HEADERS } from '@qf/protocol';
import { signedForm } from '@qf/signing';
import type { RequestLog, SeenRequest } from './gateway/request-log.ts';
import type { MerchantBook } from './merchants.ts';

/** One call of a recording: what was asked, and which code came back. */
export interface RecordedCall {
  readonly method: string;
  readonly path: string;
  readonly app_code: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly respcd: string;
}

/** What became of a recorded call when it was played again. */
export interface ReplayedCall extends RecordedCall {
  readonly answered: string;
  readonly same: boolean;
}

/** Keeps what merchants asked between a start and a stop, and asks it again. */
export interface Recorder {
  list(): readonly { readonly id: string; readonly calls: number; readonly running: boolean }[];
  start(): { readonly id: string };
  stop(): { readonly id: string; readonly calls: number } | undefined;
  calls(id: string): readonly RecordedCall[] | undefined;
  /** Signs every call anew and sends it to this sandbox, best after a reset: then the numbers are free again. */
  replay(id: string): Promise<readonly ReplayedCall[] | undefined>;
}

/** A recorder over the request log. */
export function recorder(parts: {
  readonly requests: RequestLog;
  readonly merchants: MerchantBook;
  readonly url: () => string;
}): Recorder {
  const recordings = new Map<string, { calls: RecordedCall[]; running: boolean }>();
  let running: string | undefined;
  parts.requests.subscribe((seen) => {
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
      return calls && replay(calls, parts);
    },
  };
}

function recorded({ method, path, app_code, fields, respcd }: SeenRequest): RecordedCall {
  return { method, path, app_code, fields, respcd };
}

async function replay(
  calls: readonly RecordedCall[],
  { merchants, url }: { merchants: MerchantBook; url: () => string },
): Promise<ReplayedCall[]> {
  const replayed: ReplayedCall[] = [];
  for (const call of [...calls]) {
    const keys = merchants.get(call.app_code)?.keys;
    if (keys === undefined) {
      replayed.push({ ...call, answered: '1241', same: call.respcd === '1241' });
      continue;
    }
    const form = signedForm(call.fields, keys);
    const response = await fetch(url() + call.path, {
      method: 'POST',
      body: form.body,
      headers: { ...form.headers, [HEADERS.appCode]: call.app_code },
    });
    const answered = /"respcd": "(\d{4})"/.exec(await response.text())?.[1] ?? '';
    replayed.push({ ...call, answered, same: answered === call.respcd });
  }
  return replayed;
}
