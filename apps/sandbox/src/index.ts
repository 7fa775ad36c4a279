export type {
  Engine,
  JournalEvent,
  QueuedNotification,
  Result,
  State,
  Transaction,
} from './engine.ts';
