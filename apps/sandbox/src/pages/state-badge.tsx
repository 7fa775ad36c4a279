import type { VNode } from 'preact';
import type { Transaction } from '../engine.ts';
import { stateWords } from './state-words.ts';

/** A state as a coloured word. */
export function StateBadge({ transaction }: { transaction: Transaction }): VNode {
  const { words, tone } = stateWords(transaction);
  return <span class={`badge ${tone}`}>{words}</span>;
}
