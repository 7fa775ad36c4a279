import { BODY_ROOM } from '../body-room.ts';

/** Bytes of the process's room for bodies that are taken now, found by trying. */
export function takenOfRoom(): number {
  const most = 8 * 1_048_576;
  let free = 0;
  for (let step = most; step >= 1; step /= 2) {
    if (!BODY_ROOM.take(free + step, most)) continue;
    BODY_ROOM.giveBack(free + step);
    free += step;
  }
  return most - free;
}
