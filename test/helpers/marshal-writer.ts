import { Buffer } from 'node:buffer';

/** Functions that build marshalled objects, for versions of Python that cannot be installed. */
export const int16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16LE(value);
  return bytes;
};

export const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
};

const typed = (type: string, ...parts: Buffer[]): Buffer =>
  Buffer.concat([Buffer.from(type, 'latin1'), ...parts]);
const sized = (type: string, text: string): Buffer =>
  typed(type, int32(Buffer.byteLength(text)), Buffer.from(text));

export const none = Buffer.from('N');
/** `str` of Python 1 and 2, `bytes` of 3. */
export const bytes = (text: string): Buffer => sized('s', text);
export const interned = (text: string): Buffer => sized('t', text);
export const internedRef = (index: number): Buffer => typed('R', int32(index));
export const unicode = (text: string): Buffer => sized('u', text);
/** Short ASCII, since version 4 of marshal. */
export const text = (value: string): Buffer => typed('z', Buffer.from([value.length]), Buffer.from(value));
export const tuple = (...items: Buffer[]): Buffer => typed('(', int32(items.length), ...items);
export const list = (...items: Buffer[]): Buffer => typed('[', int32(items.length), ...items);
export const dict = (...items: Buffer[]): Buffer => typed('{', ...items, Buffer.from('0'));
export const frozendict = (...items: Buffer[]): Buffer => typed('}', ...items, Buffer.from('0'));
export const slice = (...items: Buffer[]): Buffer => typed(':', ...items);
export const reference = (index: number): Buffer => typed('r', int32(index));
/** Sets FLAG_REF: the object gets the next reference number. */
export const shared = (object: Buffer): Buffer =>
  Buffer.concat([Buffer.from([(object[0] ?? 0) | 0x80]), object.subarray(1)]);

export const header = (magic: number, ...rest: Buffer[]): Buffer =>
  Buffer.concat([Buffer.from([magic & 255, magic >> 8, 0x0d, 0x0a]), ...rest]);

/** A code object of CPython 3.11 or later; `consts` is a marshalled tuple. */
export const code = (parts: {
  readonly consts?: Buffer;
  readonly names?: Buffer;
  readonly filename?: Buffer;
  readonly name?: Buffer;
  readonly body?: Buffer;
}): Buffer =>
  typed(
    'c',
    ...[0, 0, 0, 1, 0].map(int32),
    parts.body ?? bytes('code'),
    parts.consts ?? tuple(),
    parts.names ?? tuple(),
    tuple(),
    bytes(''),
    parts.filename ?? text('m.py'),
    parts.name ?? text('<module>'),
    text('<module>'),
    int32(1),
    bytes(''),
    bytes(''),
  );

/** A whole file as Python 3.13 writes it, with no time and no size. */
export const pyc313 = (body: Buffer): Buffer => header(3571, Buffer.alloc(12), body);
