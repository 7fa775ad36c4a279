import type { Job } from './clock.ts';

/** A job in its place. */
export interface QueuedJob {
  readonly due: number;
  readonly order: number;
  readonly job: Job;
  readonly label: string;
  cancelled: boolean;
}

/** A binary heap of jobs: soonest first, and first asked for first when two are due together. */
export class JobQueue {
  #heap: QueuedJob[] = [];
  #order = 0;

  /** Adds a job; the returned entry can be marked `cancelled`. */
  add(due: number, job: Job, label: string): QueuedJob {
    const entry: QueuedJob = { due, order: this.#order++, job, label, cancelled: false };
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1);
    return entry;
  }

  /** The soonest job that still counts, left in its place. */
  peek(): QueuedJob | undefined {
    while (this.#heap[0]?.cancelled) this.#removeFirst();
    return this.#heap[0];
  }

  /** Takes the soonest job if it is due by `limit`. */
  takeDue(limit: number): QueuedJob | undefined {
    const first = this.peek();
    if (first === undefined || first.due > limit) return undefined;
    this.#removeFirst();
    return first;
  }

  /** All jobs that still count, soonest first. */
  list(): QueuedJob[] {
    return this.#heap.filter((entry) => !entry.cancelled).sort(compare);
  }

  clear(): void {
    this.#heap = [];
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #rise(index: number): void {
    const parent = (index - 1) >> 1;
    if (index === 0 || !this.#swapIfLess(index, parent)) return;
    this.#rise(parent);
  }

  #sink(index: number): void {
    const left = 2 * index + 1;
    const right = left + 1;
    const smaller = this.#isLess(right, left) ? right : left;
    if (this.#swapIfLess(smaller, index)) this.#sink(smaller);
  }

  #swapIfLess(a: number, b: number): boolean {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    if (first === undefined || second === undefined || compare(first, second) >= 0) return false;
    this.#heap[a] = second;
    this.#heap[b] = first;
    return true;
  }

  #isLess(a: number, b: number): boolean {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    return first !== undefined && second !== undefined && compare(first, second) < 0;
  }
}

function compare(a: QueuedJob, b: QueuedJob): number {
  return a.due - b.due || a.order - b.order;
}
