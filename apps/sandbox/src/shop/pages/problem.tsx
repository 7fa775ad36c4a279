import type { VNode } from 'preact';
import { Frame, type Surroundings } from './frame.tsx';

/** What went wrong and what to do. */
export interface ProblemProps {
  readonly title: string;
  readonly text: string;
  /** Where to go on; the shelf when absent. */
  readonly back?: { readonly href: string; readonly name: string };
  readonly surroundings: Surroundings;
}

/** A request that is not carried out, and why. */
export function Problem({ title, text, back, surroundings }: ProblemProps): VNode {
  const { href, name } = back ?? { href: '/', name: 'Back to the teas' };
  return (
    <Frame title={title} surroundings={surroundings}>
      <div class="card narrow">
        <h1>{title}</h1>
        <p>{text}</p>
        <p>
          <a class="button" href={href}>
            {name}
          </a>
        </p>
      </div>
    </Frame>
  );
}
