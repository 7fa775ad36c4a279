import type { Response } from 'express';

/** Resolves when the reader has taken what was written, or is gone: nothing piles up for one that is slow. */
export function drained(response: Response): Promise<void> {
  if (!response.writableNeedDrain || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}
