import { createHmac } from 'node:crypto';
import type { IceServer } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';

export interface TurnOptions {
  readonly urls: readonly string[];
  /** Shared with the relay, its `static-auth-secret`. */
  readonly secret: string;
}

/** The relays that one connection may use. */
export type IceServers = (connectionId: string) => IceServer[];

/** The longest session with its breaks: the relay asks for the password again whenever a path is opened. */
const VALID_SECONDS = 12 * 3600;

/**
 * Credentials for a relay that end by themselves, without a word to it.
 * Source: draft-uberti-behave-turn-rest-00, section 2.2; coturn's `use-auth-secret`.
 */
export function createIceServers(turn: TurnOptions | undefined, clock: Clock): IceServers {
  if (turn === undefined) return () => [];
  const { urls, secret } = turn;
  return (connectionId) => {
    const until = Math.floor(clock.now().getTime() / 1000) + VALID_SECONDS;
    const username = `${until}:${connectionId}`;
    const credential = createHmac('sha1', secret).update(username).digest('base64');
    return [{ urls: [...urls], username, credential }];
  };
}
