import express, { type Request, type RequestHandler } from 'express';

/** Reads posted forms. Not for the notification endpoint, which verifies exact bytes. */
export const readForm: RequestHandler = express.urlencoded({ extended: false, limit: '8kb' });

/** A field of a posted form as text; '' when it is missing or given twice. */
export function field(request: Request, name: string): string {
  const value: unknown = Object(request.body)[name];
  return typeof value === 'string' ? value.trim() : '';
}
