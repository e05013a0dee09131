import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logger.ts';
import { createShutdown } from './shutdown.ts';

const logger = createLogger({ service: 'test', level: 'silent' });

describe('shutdown', () => {
  it('closes by order, equal orders together, once', async () => {
    const events: string[] = [];
    const shutdown = createShutdown(logger);
    const closer = (name: string) => async () => {
      events.push(`${name} begins`);
      await Promise.resolve();
      events.push(`${name} ends`);
    };
    shutdown.add('redis', closer('redis'), { order: 100 });
    shutdown.add('worker', closer('worker'));
    shutdown.add('relay', closer('relay'));
    shutdown.add('http', closer('http'), { order: 0 });
    await Promise.all([shutdown.close(), shutdown.close()]);
    expect(events).toEqual([
      'http begins',
      'http ends',
      'worker begins',
      'relay begins',
      'worker ends',
      'relay ends',
      'redis begins',
      'redis ends',
    ]);
  });

  it('goes on after one that fails, and after one that hangs when the time is up', async () => {
    const lines: string[] = [];
    const noted = createLogger({ service: 'test', level: 'warn', stream: { write: (line) => lines.push(line) } });
    const events: string[] = [];
    const shutdown = createShutdown(noted, { totalMs: 100 });
    shutdown.add('broken', () => Promise.reject(new Error('no')), { order: 0 });
    shutdown.add('hung', () => new Promise(() => undefined), { order: 1 });
    shutdown.add('last', () => events.push('last'), { order: 2 });
    await shutdown.close();
    expect(events).toEqual(['last']);
    expect(lines.join('')).toMatch(/broken[^]*hung/);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('closes on %s and ends the process with 0', async (signal) => {
    const source = `
      import { createLogger, createShutdown } from '@stageline/platform';
      const shutdown = createShutdown(createLogger({ service: 'child', level: 'info' }));
      shutdown.add('part', () => console.log('part closed'));
      shutdown.install();
      setInterval(() => undefined, 1000);
      console.log('ready');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
      cwd: path.join(import.meta.dirname, '..'),
      stdio: 'pipe',
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('ready') && !child.killed) child.kill(signal);
    });
    const [code] = (await once(child, 'exit')) as [number];
    expect(output).toContain('part closed');
    expect(code).toBe(0);
  });
});
