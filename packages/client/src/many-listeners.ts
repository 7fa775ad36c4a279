import { defaultMaxListeners, getMaxListeners, setMaxListeners } from 'node:events';

/**
 * One signal may end any number of calls at once, as that of a program's own end does. It is no leak,
 * of which Node would warn from the eleventh listener on; a limit of the caller's own is kept.
 */
export function expectManyListeners(signal: AbortSignal): void {
  try {
    if (getMaxListeners(signal) === defaultMaxListeners) setMaxListeners(0, signal);
  } catch {
    // A signal that is none of the runtime's own: nobody counts its listeners.
  }
}
