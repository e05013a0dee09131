import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, renderHook } from '../../../shared/testing/react.ts';
import type { ChatItem } from './use-chat.ts';
import { useUnseen } from './use-unseen.ts';

afterEach(cleanup);

const lines = (from: number, to: number): readonly ChatItem[] =>
  Array.from({ length: to - from + 1 }, (_, at) => {
    const message = { sequence: from + at };
    return { kind: 'message', key: `m${from + at}`, message, continues: false } as ChatItem;
  });

describe('useUnseen', () => {
  it('C-05 counts what comes while somebody reads further up, and none of the older messages that load there', () => {
    let isAtEnd = false;
    const { result, rerender } = renderHook(({ items }) => useUnseen(items, () => isAtEnd), {
      initialProps: { items: lines(201, 400) },
    });
    act(() => result.current.onScroll());
    rerender({ items: lines(1, 400) });
    expect(result.current.unseen).toBe(0);
    rerender({ items: lines(1, 402) });
    expect(result.current.unseen).toBe(2);
    isAtEnd = true;
    act(() => result.current.onScroll());
    rerender({ items: lines(1, 403) });
    expect(result.current.unseen).toBe(0);
  });
});
