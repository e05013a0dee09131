import { execFile } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runWithLogContext } from './log-context.ts';
import { createLogger, createRequestLog, type Logger } from './logger.ts';

function capture(): { logger: Logger; lines: () => Record<string, unknown>[]; text: () => string } {
  const written: string[] = [];
  const logger = createLogger({ service: 'test', level: 'info', stream: { write: (line) => written.push(line) } });
  return {
    logger,
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
    text: () => written.join(''),
  };
}

describe('logger', () => {
  it('writes one line with the service, the level by name and the message', () => {
    const { logger, lines, text } = capture();
    logger.info({ durationMs: 3 }, 'done\nwell');
    expect(lines()).toEqual([
      { level: 'info', time: expect.any(Number), service: 'test', durationMs: 3, msg: 'done\nwell' },
    ]);
    expect(text().trimEnd()).not.toContain('\n');
  });

  it('lets a field of the line win over the one of the running call', () => {
    const { logger, lines } = capture();
    runWithLogContext({ requestId: 'r1', tenantId: 'tnt_1' }, () => logger.info({ requestId: 'r2' }, 'said'));
    expect(lines()[0]).toMatchObject({ requestId: 'r2', tenantId: 'tnt_1' });
  });

  it('adds the request, tenant and actor of the running call, inner fields to outer ones', async () => {
    const { logger, lines } = capture();
    await runWithLogContext({ requestId: 'r1' }, () =>
      runWithLogContext({ tenantId: 'tnt_1' }, async () => {
        await Promise.resolve();
        logger.info('inside');
      }),
    );
    logger.info('outside');
    expect(lines()[0]).toMatchObject({ requestId: 'r1', tenantId: 'tnt_1' });
    expect(lines()[1]).not.toHaveProperty('requestId');
  });

  it.each([
    ['at the top', { password: 'hunter2' }],
    [
      'in headers',
      { req: { headers: { authorization: 'Bearer hunter2', cookie: 's=hunter2', 'set-cookie': ['s=hunter2'] } } },
    ],
    ['whatever their case', { Password: 'hunter2', ACCESS_TOKEN: 'hunter2', 'Proxy-Authorization': 'hunter2' }],
    ['in lists', { items: [{ token: 'hunter2' }, { ticket: 'hunter2' }] }],
    ['deeper than anyone looks', { a: { b: { c: { d: { e: { f: { g: { password: 'hunter2' } } } } } } } }],
    ['on an error', { err: Object.assign(new Error('no'), { config: { headers: { authorization: 'hunter2' } } }) }],
    [
      'on the cause of an error',
      { err: new Error('outer', { cause: Object.assign(new Error('inner'), { token: 'hunter2' }) }) },
    ],
    ['in the address of an error', { err: new Error('connect mongodb://stageline:hunter2@127.0.0.1:27017/x failed') }],
  ])('leaves out secrets %s', (_where, fields) => {
    const { logger, text } = capture();
    logger.info(fields, 'said');
    expect(text()).not.toContain('hunter2');
    expect(text()).toContain('said');
  });

  it('changes neither the logged object nor what is no secret', () => {
    const { logger, lines } = capture();
    const fields = { password: 'hunter2', user: { id: 'acc_1', passwordless: true } };
    logger.info(fields, 'said');
    expect(fields.password).toBe('hunter2');
    expect(lines()[0]).toMatchObject({ user: { id: 'acc_1', passwordless: true } });
  });

  it('survives an object that contains itself', () => {
    const { logger, lines } = capture();
    const loop: Record<string, unknown> = { password: 'hunter2' };
    loop['self'] = loop;
    logger.info({ loop }, 'said');
    expect(lines()).toHaveLength(1);
    expect(JSON.stringify(lines())).not.toContain('hunter2');
  });

  it('keeps the stack and message of an error', () => {
    const { logger, lines } = capture();
    logger.error({ err: new TypeError('broken') }, 'said');
    expect(lines()[0]).toMatchObject({
      err: { type: 'TypeError', message: 'broken', stack: expect.stringContaining('logger.test') },
    });
  });
});

describe('the line of a request', () => {
  const line = {
    requestId: 'r-1',
    tenantId: undefined,
    method: 'POST',
    route: '/api/v1/leads/:leadId/stage',
    status: 200,
    ms: 1.2,
  };

  it('looks like a line of the logger and goes where those go', () => {
    const { logger, lines } = capture();
    const { tenantId: _none, ...shown } = line;
    createRequestLog(logger)(line);
    createRequestLog(logger)({ ...line, tenantId: 'tnt_1' });
    logger.info(shown, 'request');
    const [alone, ofTenant, asLogger] = lines();
    expect(alone).toEqual({ ...asLogger, time: expect.any(Number) });
    expect(ofTenant).toEqual({ ...alone, time: expect.any(Number), tenantId: 'tnt_1' });
  });

  it('is not written above its level', () => {
    const { logger, lines } = capture();
    logger.level = 'warn';
    createRequestLog(logger)(line);
    expect(lines()).toEqual([]);
  });
});

describe('the log of a process that ended', () => {
  const lines = (ending: string) =>
    new Promise<string[]>((resolve) => {
      execFile(process.execPath, [path.join(import.meta.dirname, 'logger.fixture.ts'), ending], (_error, stdout) =>
        resolve(
          stdout
            .trimEnd()
            .split('\n')
            .map((line) => (JSON.parse(line) as { msg: string }).msg),
        ),
      );
    });

  it.each([
    ['by itself', ['first', 'second']],
    ['by an error', ['first', 'second']],
    ['by exit', ['first', 'second']],
    ['by SIGKILL after a fatal line', ['first', 'second', 'third']],
    ['by SIGKILL half a second later', ['first', 'second']],
  ])('holds every line when it ended %s', async (ending, expected) => {
    expect(await lines(ending)).toEqual(expected);
  });
});
