import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Books, openBooks } from './books.ts';

let books: Books;

beforeEach(() => {
  books = openBooks(undefined, () => 1000);
  books.run('CREATE TABLE pages (number INTEGER PRIMARY KEY)');
});
afterEach(() => books.close());

function pages(): number[] {
  return books
    .all<{ number: number }>('SELECT number FROM pages ORDER BY number')
    .map(({ number }) => number);
}

describe('a transaction of the books', () => {
  it('leaves nothing when a part of it fails', () => {
    const work = () => {
      books.atomically(() => books.run('INSERT INTO pages VALUES (1)'));
      throw new Error('no');
    };
    expect(() => books.atomically(work)).toThrow('no');
    expect(pages()).toEqual([]);
  });

  it('is one again after another could not begin', () => {
    // What a process does that holds the file for too long: nobody can begin.
    books.run('BEGIN');
    expect(() => books.atomically(() => {})).toThrow('within a transaction');
    books.run('ROLLBACK');
    const work = () => {
      books.run('INSERT INTO pages VALUES (1)');
      throw new Error('no');
    };
    expect(() => books.atomically(work)).toThrow('no');
    expect(pages()).toEqual([]);
  });

  it('says why it failed, also where the database has given up by itself', () => {
    // What a full disk does to a transaction, without one.
    books.run(
      "CREATE TRIGGER full BEFORE INSERT ON pages BEGIN SELECT RAISE(ROLLBACK, 'disk is full'); END",
    );
    const work = () => books.run('INSERT INTO pages VALUES (1)');
    expect(() => books.atomically(work)).toThrow('disk is full');
  });
});
