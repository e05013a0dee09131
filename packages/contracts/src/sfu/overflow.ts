import { z } from 'zod';

/**
 * Names who watches a room that is full (ADR 36): made for one connection, known to the sfu that serves the room, and good for
 * as long as that connection stands.
 */
export const OverflowToken = z.string().regex(/^[\w-]{32}$/);
/** What there is of it: nothing else is looked up. */
export const OverflowFile = z.string().regex(/^(?:live\.m3u8|init\.mp4|\d{1,9}\.m4s)$/);
export const OVERFLOW_PLAYLIST = 'live.m3u8';
