/**
 * Reads answers from a connection, as small as possible: it looks for the end of an answer and nothing else.
 * @param onAnswer gets the status of each
 * @returns what to call with each chunk
 */
export function createAnswerReader(onAnswer: (status: number) => void): (chunk: Buffer) => void {
  let received: Buffer = Buffer.alloc(0);
  return (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const end = endOfAnswer(received);
    if (end === undefined) return;
    const status = Number(received.toString('latin1', 9, 12));
    received = received.subarray(end);
    onAnswer(status);
  };
}

/** Where the first answer in the buffer ends; undefined while it is incomplete. Answers carry a Content-Length. */
function endOfAnswer(received: Buffer): number | undefined {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const length = /\r\ncontent-length: (\d+)/i.exec(received.toString('latin1', 0, headEnd + 2))?.[1];
  const end = headEnd + 4 + Number(length ?? 0);
  return received.length >= end ? end : undefined;
}
