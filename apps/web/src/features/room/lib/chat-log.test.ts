import { describe, expect, it } from '@jest/globals';
import type { ChatMessage } from '@stageline/contracts';
import {
  announce,
  backfill,
  confirm,
  emptyChatLog,
  enqueue,
  hasGap,
  markFailed,
  markSending,
  receive,
  startAt,
  visiblePending,
} from './chat-log.ts';

const message = (sequence: number, overrides: Partial<ChatMessage> = {}): ChatMessage => ({
  id: `msg_${sequence}` as ChatMessage['id'],
  sequence,
  authorName: 'Ada',
  fromHost: false,
  text: `text ${sequence}`,
  sentAt: '2026-01-01T10:00:00.000Z',
  ...overrides,
});
const sequences = (log: { messages: readonly ChatMessage[] }) => log.messages.map((entry) => entry.sequence);
const draft = { clientId: 'c1', text: 'hello', writtenAt: '2026-01-01T10:00:00.000Z' };

describe('chat log', () => {
  it('orders by sequence and keeps each message once', () => {
    const first = receive(emptyChatLog, [message(2), message(1)], 'Me');
    const second = receive(first, [message(2), message(3)], 'Me');
    expect(sequences(second)).toEqual([1, 2, 3]);
    expect(hasGap(second)).toBe(false);
  });

  it('keeps the same object when nothing is new, so that nothing is painted', () => {
    const log = receive(emptyChatLog, [message(1)], 'Me');
    expect(receive(log, [message(1)], 'Me')).toBe(log);
  });

  it('C-06 sees a gap after a lost tick and closes it from the history without a duplicate', () => {
    const before = receive(emptyChatLog, [message(1)], 'Me');
    const gapped = receive(before, [message(4)], 'Me');
    expect(hasGap(gapped)).toBe(true);
    expect(gapped.cursor).toBe(1);
    const whole = backfill(gapped, 1, { messages: [message(2), message(3), message(4)], hasMore: false }, 'Me');
    expect(sequences(whole)).toEqual([1, 2, 3, 4]);
    expect(hasGap(whole)).toBe(false);
  });

  it('C-06 asks page by page while the server has more', () => {
    const behind = announce(receive(emptyChatLog, [message(1)], 'Me'), 5);
    const half = backfill(behind, 1, { messages: [message(2), message(3)], hasMore: true }, 'Me');
    expect(hasGap(half)).toBe(true);
    expect(half.cursor).toBe(3);
    const whole = backfill(half, 3, { messages: [message(4), message(5)], hasMore: false }, 'Me');
    expect(hasGap(whole)).toBe(false);
  });

  it('does not ask for ever when a number was never used', () => {
    const behind = announce(emptyChatLog, 3);
    const whole = backfill(behind, 0, { messages: [message(1), message(2)], hasMore: false }, 'Me');
    expect(hasGap(whole)).toBe(false);
  });

  it('C-05 starts a late joiner near the end and loads older pages on demand', () => {
    const log = startAt(1000);
    expect(log.floor).toBe(800);
    const older = backfill(
      { ...log, cursor: 1000 },
      600,
      { messages: [message(601), message(800)], hasMore: true },
      'Me',
    );
    expect(older.floor).toBe(600);
    expect(older.cursor).toBe(1000);
  });

  it('shows an own message once, whether the broadcast or the acknowledgement comes first', () => {
    const sent = enqueue(emptyChatLog, draft);
    const broadcast = receive(sent, [message(1, { authorName: 'Me', text: 'hello' })], 'Me');
    expect(visiblePending(broadcast)).toHaveLength(0);
    const acknowledged = confirm(broadcast, 'c1', message(1, { authorName: 'Me', text: 'hello' }), 'Me');
    expect(acknowledged.pending).toHaveLength(0);
    expect(sequences(acknowledged)).toEqual([1]);
    const ackFirst = confirm(enqueue(emptyChatLog, draft), 'c1', message(1, { authorName: 'Me', text: 'hello' }), 'Me');
    expect(sequences(receive(ackFirst, [message(1, { authorName: 'Me', text: 'hello' })], 'Me'))).toEqual([1]);
  });

  it('keeps a failed message and sends it again under the same id', () => {
    const failed = markFailed(enqueue(emptyChatLog, draft), 'c1', null);
    expect(visiblePending(failed)[0]?.status).toBe('failed');
    const again = markSending(failed, 'c1');
    expect(visiblePending(again)[0]).toMatchObject({ status: 'sending', clientId: 'c1' });
  });

  it('two equal messages in flight are matched one to one', () => {
    const two = enqueue(enqueue(emptyChatLog, draft), { ...draft, clientId: 'c2' });
    const one = receive(two, [message(1, { authorName: 'Me', text: 'hello' })], 'Me');
    expect(visiblePending(one)).toHaveLength(1);
  });
});
