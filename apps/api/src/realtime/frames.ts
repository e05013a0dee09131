/**
 * One event of a namespace as the bytes of a WebSocket text frame, ready to be written to any number of sockets.
 * Layout: Engine.IO v4 message (`4`), Socket.IO v5 event (`2`), namespace, JSON array; inside an unmasked, final RFC 6455
 * text frame (section 5.2).
 * @returns header and payload in one buffer, so that a delivery is one write
 */
export function encodeEventFrame(namespace: string, event: string, payload: unknown): Buffer {
  const data = Buffer.from(`42${namespace},${JSON.stringify([event, payload])}`);
  return Buffer.concat([frameHeader(data.length), data]);
}

function frameHeader(length: number): Buffer {
  const finalText = 0x81;
  if (length < 126) return Buffer.from([finalText, length]);
  if (length < 65_536) {
    const header = Buffer.from([finalText, 126, 0, 0]);
    header.writeUInt16BE(length, 2);
    return header;
  }
  const header = Buffer.alloc(10);
  header[0] = finalText;
  header[1] = 127;
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}
