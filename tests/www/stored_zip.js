// A zip whose files are stored as they are (APPNOTE 4.3): what a test needs of the format, and nothing of our own writer.

import { crc } from "../extension/picture_server.js";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;

/** @param {[string, Buffer][]} files @returns {Buffer} */
export function storedZip(files) {
  const [bodies, directory] = [[], []].map((list) => /** @type {Buffer[]} */ (list));
  let offset = 0;
  for (const [name, bytes] of files) {
    const label = Buffer.from(name);
    // Version, flags, method, time, date, checksum, the size twice, and the lengths of the name and of nothing.
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(VERSION, 0);
    shared.writeUInt16LE(FLAGS, 2);
    shared.writeUInt32LE(crc(bytes), 10);
    shared.writeUInt32LE(bytes.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(label.length, 22);
    const body = Buffer.concat([number(LOCAL), shared, label, bytes]);
    // A comment, a disk and attributes that it does not have, and where it begins.
    directory.push(Buffer.concat([number(CENTRAL, VERSION), shared, Buffer.alloc(10), number(offset), label]));
    bodies.push(body);
    offset += body.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, end]);
}

/** Four bytes, and two where there is another. @param {number} long @param {number} [short] */
function number(long, short) {
  const bytes = Buffer.alloc(short === undefined ? 4 : 6);
  bytes.writeUInt32LE(long, 0);
  if (short !== undefined) bytes.writeUInt16LE(short, 4);
  return bytes;
}
