import { type Response, Router } from 'express';
import { realPatience } from '../clock/real-patience.ts';
import type { Engine, JournalEvent } from '../engine.ts';
import { badInput } from './control-error.ts';
import { drained } from './drained.ts';
import { limitOf, readQuery } from './read-query.ts';

/** Real milliseconds between two signs of life on a quiet stream. */
const HEARTBEAT = 15_000;

/** Most events of one page. */
const MOST = 1000;

/** A reader that is so many characters behind is cut off; it goes on behind `Last-Event-ID` when it comes back. */
const MOST_BEHIND = 1_048_576;

/** `GET /events?after=&type=&limit=`: a page as JSON, or a stream when `Accept: text/event-stream` asks for one. */
export function eventRoutes(engine: Engine): Router {
  const router = Router();
  router.get('/events', async (request, response) => {
    const { type, ...asked } = readQuery(request, ['after', 'type', 'limit']);
    const after = position(request.get('last-event-id') ?? asked.after ?? '0');
    const wanted = ({ type: name }: JournalEvent) =>
      type === undefined || name === type || name.startsWith(`${type}.`);
    if (request.accepts(['json', 'text/event-stream']) === 'text/event-stream') {
      await stream(engine, response, { after, wanted });
      return;
    }
    const limit = Math.min(limitOf(asked.limit), MOST);
    const events: JournalEvent[] = [];
    for await (const event of engine.read(after)) {
      if (events.length === limit) break;
      if (wanted(event)) events.push(event);
    }
    response.json({ events, last: engine.state().seq });
  });
  return router;
}

/** Everything behind `after`, then whatever happens; an event `gap` says that the reader knows a future that is gone. */
async function stream(
  engine: Engine,
  response: Response,
  { after, wanted }: { after: number; wanted: (event: JournalEvent) => boolean },
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const last = engine.state().seq;
  let told = after;
  if (after > last) {
    told = 0;
    response.write(`event: gap\ndata: ${JSON.stringify({ asked: after, last })}\n\n`);
  }
  const tell = (event: JournalEvent) => {
    if (event.seq <= told) return;
    told = event.seq;
    if (!wanted(event)) return;
    response.write(`id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  };
  let live = false;
  const unsubscribe = engine.subscribe((event) => {
    if (!live) return;
    tell(event);
    if (response.writableLength > MOST_BEHIND) response.destroy();
  });
  const stopHeart = heartbeat(response);
  response.once('close', () => {
    unsubscribe();
    stopHeart();
  });
  while (told < engine.state().seq && !response.destroyed) {
    for await (const event of engine.read(told)) {
      tell(event);
      await drained(response);
      if (response.destroyed) return;
    }
  }
  live = true;
}

function heartbeat(response: Response): () => void {
  let forget = () => {};
  const beat = () => {
    response.write(': still here\n\n');
    forget = realPatience(HEARTBEAT, beat);
  };
  beat();
  return () => forget();
}

function position(value: string): number {
  if (/^\d{1,15}$/.test(value)) return Number(value);
  throw badInput('after', 'a position in the journal', value);
}
