import mongoose from 'mongoose';
import type { Connection, mongo } from 'mongoose';
import type { PlainObject } from '../guards/plain.ts';
import { commandFault } from './command-check.ts';

export interface ProbeViolation {
  readonly command: string;
  readonly collection: string;
  readonly fault: string;
  /** The command as sent, shortened, to find its place in the code. */
  readonly text: string;
}

export interface DriverProbe {
  /**
   * Commands seen, on any collection or on these: a probe that sees none proves nothing. Name the collections where a test
   * counts what its own work sends; others may have work of theirs on the same connection.
   */
  readonly seen: (...collections: readonly string[]) => number;
  readonly violations: () => readonly ProbeViolation[];
  /** @throws Error listing every unconstrained command since the last call, which it forgets */
  readonly assertClean: () => void;
  /** Stops watching. */
  readonly remove: () => void;
}

const MAX_TEXT = 600;

/** The driver's own accessor for the option of that name; its types leave it out. */
type Monitored = mongo.MongoClient & { monitorCommands: boolean };

/**
 * Watches every command that leaves for MongoDB and collects those on tenant collections that do not constrain the tenant:
 * the net under all others, because it sees what is sent and not what was meant. Install it once per connection, before
 * the first command, and call `assertClean` after each test.
 *
 * A test that looks at the raw collection on purpose says so with `comment: 'system:<why>'` in the driver's options, or
 * works inside `runAsSystem`.
 * @throws Error when the client was not opened with `monitorCommands: true`, for then it would see nothing
 */
export function installDriverProbe(target: Connection | mongo.MongoClient): DriverProbe {
  const client = 'getClient' in target ? target.getClient() : target;
  if (!(client as Monitored).monitorCommands)
    throw new Error('The driver probe needs a client opened with monitorCommands: true');
  const record = createRecord();
  client.on('commandStarted', record.listen);
  return { ...record.probe, remove: () => client.off('commandStarted', record.listen) };
}

/**
 * The same for every client that this process (or this jest test file) opens from now on, whoever opens it: turns their
 * command monitoring on and installs one probe for all. For the bootstrap of a test run.
 */
export function probeEveryClient(): DriverProbe {
  const record = createRecord();
  const prototype = mongoose.mongo.MongoClient.prototype;
  const original = prototype.connect;
  const watched = new WeakSet<mongo.MongoClient>();
  prototype.connect = function connect(this: mongo.MongoClient) {
    if (!watched.has(this)) {
      watched.add(this);
      (this as Monitored).monitorCommands = true;
      this.on('commandStarted', record.listen);
    }
    return original.call(this);
  };
  return { ...record.probe, remove: () => void (prototype.connect = original) };
}

function createRecord() {
  let seen = 0;
  const byCollection = new Map<string, number>();
  let violations: ProbeViolation[] = [];
  const probe = {
    seen: (...collections: readonly string[]) =>
      collections.length === 0
        ? seen
        : collections.reduce((sum, collection) => sum + (byCollection.get(collection) ?? 0), 0),
    violations: () => violations,
    assertClean: () => {
      const found = violations;
      violations = [];
      if (found.length > 0)
        throw new Error(`Commands that do not constrain the tenant:\n${found.map(describe).join('\n')}`);
    },
  };
  const listen = (event: mongo.CommandStartedEvent): void => {
    const command = event.command as PlainObject;
    seen += 1;
    const collection = String(command['collection'] ?? command[event.commandName]);
    byCollection.set(collection, (byCollection.get(collection) ?? 0) + 1);
    const fault = commandFault(event.commandName, command);
    if (fault === undefined) return;
    const text = JSON.stringify(command, withoutSession).slice(0, MAX_TEXT);
    violations.push({ command: event.commandName, collection, fault, text });
  };
  return { probe, listen };
}

function withoutSession(key: string, value: unknown): unknown {
  return key === 'lsid' || key === '$clusterTime' || key === '$db' || key === 'txnNumber' ? undefined : value;
}

function describe({ command, collection, fault, text }: ProbeViolation): string {
  return `- ${command} on ${collection}: ${fault}\n  ${text}`;
}
