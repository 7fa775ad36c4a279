import { expect, it } from 'vitest';
import { playRandomCommands } from './random-commands.ts';

it('random commands keep the money and the transition table (400 sequences; test:long plays 10,000)', () => {
  expect(() => playRandomCommands(400)).not.toThrow();
});
