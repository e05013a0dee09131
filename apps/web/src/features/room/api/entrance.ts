import { type Answer, call } from '../../../shared/lib/api.ts';

export type JoinedRoom = Answer<'sessions.join'>;

/** Exchanges a personal link for the room. */
export const joinRoom = (token: string): Promise<JoinedRoom> => call('sessions.join', { body: { token } });

/**
 * The tickets of a room that is open to this person.
 * @throws Error where it is not: they gave their seat up while they were there, or it was called off
 */
export function ticketsOf({ roomTicket, mediaTicket }: JoinedRoom): { roomTicket: string; mediaTicket: string | null } {
  if (roomTicket === null) throw new Error('The room is not open to this link');
  return { roomTicket, mediaTicket };
}

let ahead: { readonly token: string; readonly answer: Promise<JoinedRoom> } | undefined;

/** Asks for the room while its page is still loading, which takes a slow phone longer than the answer. */
export function joinAhead(token: string): void {
  const answer = joinRoom(token);
  // Whoever takes it hears of its failure.
  answer.catch(() => undefined);
  ahead = { token, answer };
}

/** Takes the answer that was asked for ahead, which its single-use tickets allow once; asks where there is none. */
export function enterByLink(token: string): Promise<JoinedRoom> {
  const answer = ahead?.token === token ? ahead.answer : joinRoom(token);
  ahead = undefined;
  return answer;
}
