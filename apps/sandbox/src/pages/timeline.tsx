import type { VNode } from 'preact';
import type { JournalEvent } from '../engine.ts';
import { eventWords } from './event-words.ts';
import { moment } from './moment.ts';

/** The journal's events in words, oldest first. */
export function Timeline({
  events,
  currency,
}: {
  events: readonly JournalEvent[];
  currency: string;
}): VNode {
  return (
    <ol class="timeline">
      {events.map((event) => {
        const { words, tone } = eventWords(event, currency);
        return (
          <li key={event.seq} class={tone}>
            <span class="time">{moment(event.at)}</span>
            <span>{words}</span>
          </li>
        );
      })}
    </ol>
  );
}
