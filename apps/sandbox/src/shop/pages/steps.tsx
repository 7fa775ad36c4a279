import type { VNode } from 'preact';
import type { Step } from '../orders/order.ts';
import { moment } from './moment.ts';

/** The history of an order, oldest first. */
export function Steps({ steps }: { steps: readonly Step[] }): VNode {
  return (
    <ol class="steps">
      {steps.map(({ id, at, text, tone }) => (
        <li key={id} class={tone}>
          <span class="time">{moment(at)}</span>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}
