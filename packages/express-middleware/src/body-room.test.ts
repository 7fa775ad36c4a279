import { describe, expect, it } from 'vitest';
import { BODY_ROOM, BodyRoom } from './body-room.ts';

describe('BodyRoom', () => {
  it('has room for as much as it says, and for what is small', () => {
    const room = new BodyRoom(100, 10);
    expect(room.take(100, 100)).toBe(true);
    expect(room.take(1, 11)).toBe(false);
    expect(room.take(1, 10)).toBe(true);
  });

  it('has room again for what is given back', () => {
    const room = new BodyRoom(100, 10);
    room.take(100, 100);
    room.giveBack(20);
    expect(room.take(21, 21)).toBe(false);
    expect(room.take(20, 20)).toBe(true);
  });

  it('takes nothing for what it refuses', () => {
    const room = new BodyRoom(100, 10);
    expect(room.take(101, 101)).toBe(false);
    expect(room.take(100, 100)).toBe(true);
  });
});

describe('the room of a process', () => {
  it('has 8 MiB, and 4 KiB for each body when it is full', () => {
    const most = 8 * 1_048_576;
    expect(BODY_ROOM.take(most + 1, most)).toBe(false);
    expect(BODY_ROOM.take(most, most)).toBe(true);
    expect(BODY_ROOM.take(1, 4_097)).toBe(false);
    expect(BODY_ROOM.take(4_096, 4_096)).toBe(true);
    BODY_ROOM.giveBack(most + 4_096);
  });
});
