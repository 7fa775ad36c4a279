import type { VNode } from 'preact';
import { DECLINE_REASONS } from './decline-reasons.ts';

/** A labelled choice of `respcd`. */
export function ReasonChoice({ id }: { id: string }): VNode {
  return (
    <div class="field">
      <label for={id}>Reason</label>
      <select id={id} name="respcd">
        {[...DECLINE_REASONS].map(([respcd, words]) => (
          <option key={respcd} value={respcd}>
            {words} ({respcd})
          </option>
        ))}
      </select>
    </div>
  );
}
