import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { ChatMessage } from '@stageline/contracts';
import { act, cleanup, renderHook } from '../../../shared/testing/react.ts';
import { type ChatPort, ChatStore } from '../lib/chat-store.ts';
import { useChatAnnouncement } from './use-chat.ts';

afterEach(() => {
  cleanup();
  jest.useRealTimers();
});

const message = (sequence: number): ChatMessage => ({
  id: `msg_${sequence}` as ChatMessage['id'],
  sequence,
  authorName: 'Ana',
  fromHost: false,
  text: `text ${sequence}`,
  sentAt: '2026-01-01T10:00:00.000Z',
});

/** What a screen reader is told of a chat with so many messages, which then gets one more. */
async function told(there: number): Promise<string[]> {
  jest.useFakeTimers();
  const history = Array.from({ length: there }, (_, at) => message(at + 1));
  const port = { history: async () => ({ messages: history, hasMore: false }) } as unknown as ChatPort;
  const store = new ChatStore('Me', port);
  const { result } = renderHook(() => useChatAnnouncement(store));
  const heard: string[] = [];
  await act(() => store.announce(there));
  act(() => jest.advanceTimersByTime(6_000));
  heard.push(result.current);
  await act(() => store.receive([message(there + 1)]));
  act(() => jest.advanceTimersByTime(6_000));
  heard.push(result.current);
  return heard;
}

describe('useChatAnnouncement', () => {
  it('C-05 tells a screen reader of the first message of an empty chat', async () => {
    expect(await told(0)).toEqual(['', 'Ana: text 1']);
  });

  it('C-05 tells nothing of what was there on entering, and what comes after it', async () => {
    expect(await told(3)).toEqual(['', 'Ana: text 4']);
  });
});
