import { startSmtpSink } from '@stageline/testing';
import { serveArm } from '@stageline/testing/bench';

/** A mail server that takes everything, in a process of its own. */
const sink = await startSmtpSink();
serveArm(sink.port, { received: () => sink.messages.length });
