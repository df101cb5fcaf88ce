/**
 * A zip with one file, uncompressed: what Lambda takes. The same code gives the same octets, so that a
 * change of it is seen by its hash alone.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16
 */
export function zipOf(name: string, content: string): Uint8Array {
  const data = Buffer.from(content)
  const file = Buffer.from(name)
  // Version 2.0, no flags, stored, 1 January 1980 at midnight; then the sums.
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(0x21, 8)
  common.writeUInt32LE(crc32(data), 10)
  common.writeUInt32LE(data.length, 14)
  common.writeUInt32LE(data.length, 18)
  common.writeUInt16LE(file.length, 22)
  const local = Buffer.concat([signature(3, 4), common, file, data])

  const central = Buffer.alloc(14)
  // Readable by all, as Lambda demands: rw-r--r-- of a Unix system.
  central.writeUInt32LE(((0o100644 << 16) >>> 0) + 0, 6)
  const madeOn = Buffer.from([20, 3])
  const entry = Buffer.concat([signature(1, 2), madeOn, common, central, file])

  const end = Buffer.alloc(18)
  end.writeUInt16LE(1, 4)
  end.writeUInt16LE(1, 6)
  end.writeUInt32LE(entry.length, 8)
  end.writeUInt32LE(local.length, 12)
  return Buffer.concat([local, entry, signature(5, 6), end])
}

function signature(first: number, second: number): Buffer {
  return Buffer.from([0x50, 0x4b, first, second])
}

/** node:zlib has it since Node 22.2 only. */
function crc32(data: Uint8Array): number {
  let crc = 0xffffffff
  for (const octet of data) {
    crc ^= octet
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}
