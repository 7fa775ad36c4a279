import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { StoreError } from './event-store.ts';

/**
 * Takes a data folder for this process alone; returns how to let go of it.
 *
 * The lock is a database file of its own, held by an exclusive transaction: a process that dies, however it dies, lets go
 * of it, and a second owner is refused at once.
 */
export function ownFolder(folder: string): () => void {
  const lock = new DatabaseSync(join(folder, 'owner.lock'));
  try {
    lock.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if (!/locked/.test(String(cause))) throw cause;
    throw new StoreError(
      'ERR_QF_STORE_LOCKED',
      `The data folder ${folder} is in use by another sandbox. Stop it, or choose another folder with --data.`,
    );
  }
  return () => lock.close();
}
