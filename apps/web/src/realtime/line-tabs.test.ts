import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { LineNews } from './line-book.ts';
import { LineTabs } from './line-tabs.ts';

/** The browser's locks, as far as one name goes: one holder, a row of waiters, and taking away. */
class Locks {
  #holder: { lose(error: Error): void } | undefined;
  #waiting: { grant(): void }[] = [];

  request(_name: string, options: { steal?: boolean; signal?: AbortSignal }, hold: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const grant = () => {
        const holder = { lose: reject };
        this.#holder = holder;
        const release = () => {
          resolve();
          if (this.#holder !== holder) return;
          this.#holder = undefined;
          this.#waiting.shift()?.grant();
        };
        void hold().then(release);
      };
      if (options.steal === true) {
        this.#holder?.lose(new DOMException('taken away', 'AbortError'));
        return grant();
      }
      if (this.#holder === undefined) return grant();
      const waiter = { grant };
      this.#waiting.push(waiter);
      options.signal?.addEventListener('abort', () => {
        this.#waiting = this.#waiting.filter((each) => each !== waiter);
        reject(new DOMException('called off', 'AbortError'));
      });
    });
  }
}

/** The channel between tabs. What a frozen tab would say is said when it wakes up, and so is what it would hear. */
class Channel {
  static open: Channel[] = [];
  static frozen = new Set<Channel>();
  onmessage: ((event: { data: unknown }) => void) | null = null;
  constructor() {
    Channel.open.push(this);
  }
  postMessage(data: unknown): void {
    if (Channel.frozen.has(this)) return;
    for (const other of Channel.open)
      if (other !== this && !Channel.frozen.has(other)) other.onmessage?.({ data: JSON.parse(JSON.stringify(data)) });
  }
  close(): void {
    Channel.open = Channel.open.filter((each) => each !== this);
  }
}

interface Tab {
  readonly tabs: LineTabs;
  readonly channel: Channel;
  readonly heard: LineNews[];
  state: 'leads' | 'follows';
}

const news: LineNews = { kind: 'joined', delta: { from: 0, to: 1, total: 1, entries: [] } };
const settle = () => jest.advanceTimersByTimeAsync(0);

describe('the tabs of one visitor', () => {
  let before: PropertyDescriptor | undefined;
  const realChannel = globalThis.BroadcastChannel;
  const opened: Tab[] = [];
  beforeEach(() => {
    jest.useFakeTimers();
    before = Object.getOwnPropertyDescriptor(navigator, 'locks');
    Object.defineProperty(navigator, 'locks', { value: new Locks(), configurable: true });
    Object.assign(globalThis, { BroadcastChannel: Channel });
  });
  afterEach(() => {
    for (const { tabs } of opened.splice(0)) tabs.close();
    Channel.frozen.clear();
    Object.assign(globalThis, { BroadcastChannel: realChannel });
    if (before === undefined) Reflect.deleteProperty(navigator, 'locks');
    else Object.defineProperty(navigator, 'locks', before);
    jest.useRealTimers();
  });

  async function openTab(): Promise<Tab> {
    const tab: Tab = {
      state: 'follows',
      heard: [],
      tabs: new LineTabs({
        lead: () => (tab.state = 'leads'),
        follow: () => (tab.state = 'follows'),
        hear: (each) => tab.heard.push(each),
        compare: () => undefined,
        mark: () => ({ cursor: 0, revision: 0 }),
      }),
      get channel() {
        return channel;
      },
    };
    tab.tabs.enter();
    const channel = Channel.open.at(-1)!;
    opened.push(tab);
    await settle();
    return tab;
  }
  const states = () => opened.map(({ state }) => state);

  it('H-04 one connects and tells the others, as long as it says that it is there', async () => {
    const [first, second, third] = [await openTab(), await openTab(), await openTab()];
    expect(states()).toEqual(['leads', 'follows', 'follows']);
    await jest.advanceTimersByTimeAsync(5 * 60_000);
    expect(states()).toEqual(['leads', 'follows', 'follows']);
    first.tabs.tell(news);
    second.tabs.tell(news);
    expect([first.heard, second.heard, third.heard]).toEqual([[], [news], [news]]);
  });

  it('H-04 one that closes hands over at once', async () => {
    const [first] = [await openTab(), await openTab()];
    first.tabs.close();
    await settle();
    expect(states()).toEqual(['follows', 'leads']);
  });

  it('H-04 one that is frozen loses the lead after 35 s of silence, and follows once it wakes up', async () => {
    const [first, second, third] = [await openTab(), await openTab(), await openTab()];
    Channel.frozen.add(first.channel);
    await jest.advanceTimersByTimeAsync(24_000);
    expect(second.state).toBe('follows');
    await jest.advanceTimersByTimeAsync(12_000);
    expect(states().filter((state) => state === 'leads')).toHaveLength(1);
    expect(first.state).toBe('follows');
    Channel.frozen.clear();
    const leader = second.state === 'leads' ? second : third;
    leader.tabs.tell(news);
    expect(first.heard).toEqual([news]);
    // It stands in the row again: who leads now closes, and somebody connects.
    leader.tabs.close();
    await settle();
    expect(states().filter((state) => state === 'leads')).toHaveLength(1);
  });
});
