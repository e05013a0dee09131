import { startSmtpSink } from '@stageline/testing';
import { serveArm } from '@stageline/testing/bench';

/** A mail server that takes everything, in a process of its own. */
const sink = await startSmtpSink();
/** What the sites are told themselves while they begin is not counted. */
const toReaders = () => sink.messages.filter(({ to }) => to.some((address) => /^(?:reader|raw)\d+@/.test(address)));
serveArm(sink.port, { received: () => toReaders().length });
