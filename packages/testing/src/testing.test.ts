import { existsSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { isAlive } from '@stageline/platform/embedded';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import {
  createFakeClock,
  eventually,
  launchChromium,
  productMongo,
  seriousAxeViolations,
  startPeer,
  startSmtpSink,
  testMongo,
  testRedis,
} from './index.ts';
import { afterFile, runCleanups } from './jest/cleanups.ts';
import { removeDocuments } from './mongo.ts';

describe('testMongo', () => {
  it('gives each caller a database of its own, on a replica set that has transactions', async () => {
    const [one, other] = [testMongo(), testMongo()];
    const connection = await mongoose.createConnection(one.uri).asPromise();
    await connection.createCollection('things');
    await connection.transaction(async (session) => {
      await connection.getClient().db(one.name).collection('things').insertOne({ a: 1 }, { session });
    });
    expect(await connection.getClient().db(one.name).collection('things').countDocuments()).toBe(1);
    expect(await connection.getClient().db(other.name).collection('things').countDocuments()).toBe(0);
    await one.drop();
    expect(await connection.getClient().db(one.name).collection('things').countDocuments()).toBe(0);
    await connection.close();
  });
});

describe('productMongo', () => {
  it('gives each caller of a file a database of its own', async () => {
    expect((await productMongo('site')).uri).not.toBe((await productMongo('site')).uri);
  });

  it('hands a database on without its documents, and with its collections and indexes', async () => {
    const { uri } = testMongo();
    const connection = await mongoose.createConnection(uri).asPromise();
    const [things, others] = [connection.collection('things'), connection.collection('others')];
    await Promise.all([things.insertOne({ a: 1 }), others.insertOne({ a: 1 })]);
    await things.createIndex({ a: 1 });
    await removeDocuments(uri, (name) => name === 'things');
    expect(await things.countDocuments()).toBe(0);
    expect(await things.indexExists('a_1')).toBe(true);
    expect((await connection.listCollections()).map(({ name }) => name)).toEqual(['things']);
    await connection.close();
  });
});

describe('testRedis', () => {
  it('gives each caller an empty database', async () => {
    const [one, other] = [await testRedis(), await testRedis()];
    const [a, b] = [new Redis(one.url), new Redis(other.url)];
    await a.set('key', 'value');
    expect(await b.dbsize()).toBe(0);
    a.disconnect();
    b.disconnect();
  });
});

describe('startPeer', () => {
  it('waits for a line of output and stops the process', async () => {
    const script = "console.log('listening on 42'); setInterval(() => {}, 1000)";
    const peer = await startPeer({
      command: process.execPath,
      args: ['-e', script],
      ready: { line: /listening on (\d+)/ },
    });
    expect(peer.ready?.[1]).toBe('42');
    await peer.stop();
    expect(isAlive(peer.pid)).toBe(false);
  });

  it('fails with the output of a process that ends early', async () => {
    const args = ['-e', "console.error('no such thing'); process.exit(3)"];
    await expect(startPeer({ command: process.execPath, args, ready: { port: 1 } })).rejects.toThrow('no such thing');
  });
});

describe('startSmtpSink', () => {
  it('is a mail server', async () => {
    const sink = await startSmtpSink();
    const dialogue = [
      'EHLO x',
      'MAIL FROM:<a@example.com>',
      'RCPT TO:<b@example.com>',
      'DATA',
      'Subject: hi\r\n\r\nyo\r\n.',
    ];
    const { connect } = await import('node:net');
    const socket = connect(sink.port, '127.0.0.1');
    socket.on('data', () => {
      const line = dialogue.shift();
      if (line) socket.write(`${line}\r\n`);
    });
    const mail = await sink.waitFor('b@example.com');
    socket.destroy();
    expect(mail).toMatchObject({ from: 'a@example.com', to: ['b@example.com'] });
    expect(mail.raw).toContain('Subject: hi');
  });
});

describe('launchChromium', () => {
  it('resolves *.localhost and reports accessibility violations', async () => {
    const server = http.createServer((request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`<html><body><p>${request.headers.host}</p><img src="/x.png"></body></html>`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const browser = await launchChromium();
    const page = await (await browser.newContext()).newPage();
    await page.goto(`http://kevin-gardner.localhost:${port}/`);
    expect(await page.textContent('p')).toBe(`kevin-gardner.localhost:${port}`);
    expect((await seriousAxeViolations(page)).join()).toContain('image-alt');
    server.closeAllConnections();
    server.close();
  });
});

describe('eventually', () => {
  it('says what it waited for', async () => {
    await expect(eventually(() => false, { timeoutMs: 1, what: 'the moon' })).rejects.toThrow('the moon');
  });
});

describe('createFakeClock', () => {
  it('stands still until it is moved', () => {
    const clock = createFakeClock('2026-03-01T00:00:00Z');
    clock.advance(1500);
    expect(clock.now().toISOString()).toBe('2026-03-01T00:00:01.500Z');
  });
});

describe('runCleanups', () => {
  it('runs last first, goes on after a failure, and runs nothing twice', async () => {
    const seen: string[] = [];
    const key = Symbol.for('stageline.testing.cleanups');
    const holder = globalThis as Record<symbol, unknown>;
    const outer = holder[key];
    holder[key] = [];
    const early = afterFile(async () => seen.push('early'));
    afterFile(() => Promise.reject(new Error('stuck')));
    afterFile(async () => seen.push('late'));
    await early();
    await expect(runCleanups(globalThis)).rejects.toThrow('did not stop');
    holder[key] = outer;
    expect(seen).toEqual(['early', 'late']);
  });
});

describe('the global setup', () => {
  it('offers the mediasoup worker when it was built', () => {
    expect(existsSync(process.env['MEDIASOUP_WORKER_BIN'] ?? '')).toBe(true);
  });
});
