import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

describe('books that cannot be read', () => {
  it('are named, with what to do', () => {
    const folder = mkdtempSync(join(tmpdir(), 'qf-books-'));
    const file = join(folder, 'shop.db');
    writeFileSync(file, 'what is left of a file'.repeat(100));
    expect(() => openBooks(file, () => 1000)).toThrow(
      expect.objectContaining({
        code: 'ERR_QF_SHOP_BOOKS',
        message: `The shop's books ${file} cannot be used: file is not a database. Mend the file, or choose another folder with --data.`,
      }),
    );
    rmSync(folder, { recursive: true });
  });
});

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
