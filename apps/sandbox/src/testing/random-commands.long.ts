import { expect, it } from 'vitest';
import { playRandomCommands } from './random-commands.ts';

it('10,000 random sequences of commands keep the money and the transition table', {
  timeout: 600_000,
}, () => {
  expect(() => playRandomCommands(10_000)).not.toThrow();
});
