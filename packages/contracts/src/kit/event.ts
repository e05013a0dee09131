import type { z } from 'zod';

/** A fact that one module publishes for others; `name` is past tense, `version` rises when the payload changes. */
export interface EventDefinition<Name extends string = string, Payload extends z.ZodType = z.ZodType> {
  readonly name: Name;
  readonly version: number;
  readonly payload: Payload;
}
export const defineEvent = <const Name extends string, Payload extends z.ZodType>(
  name: Name,
  version: number,
  payload: Payload,
): EventDefinition<Name, Payload> => ({ name, version, payload });

/** Work for the worker role; `name` is imperative. Its payload is parsed before the handler sees it. */
export interface JobDefinition<Name extends string = string, Payload extends z.ZodType = z.ZodType> {
  readonly name: Name;
  readonly payload: Payload;
  /** Attempts before the job goes to the dead-letter collection. */
  readonly attempts: number;
  /** A queue of its own, for work that takes long: a worker does one of it at a time, and all other work goes on beside it. */
  readonly lane?: string;
  /** How many of its lane a worker does side by side; one where nothing is said. For work that mostly waits for others. */
  readonly sideBySide?: number;
}
export const defineJob = <const Name extends string, Payload extends z.ZodType>(
  name: Name,
  payload: Payload,
  { attempts = 5, ...rest }: { attempts?: number; lane?: string; sideBySide?: number } = {},
): JobDefinition<Name, Payload> => ({ ...rest, name, payload, attempts });
