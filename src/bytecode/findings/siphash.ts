import { Buffer } from 'node:buffer';

/**
 * SipHash of `data` as the eight bytes Python stores, in hexadecimal, under the key `key`, 0.
 *
 * `rounds` is how often each block of eight bytes is mixed; the end always takes three or four:
 * SipHash-2-4 has 2 and 4, SipHash-1-3 has 1 and 3 (Aumasson and Bernstein, "SipHash: a fast
 * short-input PRF", 2012). Words are pairs of 32-bit halves: BigInt takes 30 times as long.
 */
export function sipHash(data: Uint8Array, key: number, rounds: 1 | 2): string {
  const view = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const tail = Buffer.alloc(8);
  const whole = data.length - (data.length % 8);
  view.copy(tail, 0, whole);
  tail[7] = data.length & 0xff;

  // v0 to v3 as low and high halves; the key's upper word is 0.
  const v = new Int32Array([
    0x70736575 ^ key,
    0x736f6d65,
    0x6e646f6d,
    0x646f7261,
    0x6e657261 ^ key,
    0x6c796765,
    0x79746573,
    0x74656462,
  ]);
  for (let at = 0; at < whole; at += 8) mixIn(v, view.readInt32LE(at), view.readInt32LE(at + 4), rounds);
  mixIn(v, tail.readInt32LE(0), tail.readInt32LE(4), rounds);
  v[4] = at32(v, 4) ^ 0xff;
  mix(v, rounds + 2);

  const digest = Buffer.alloc(8);
  digest.writeInt32LE(at32(v, 0) ^ at32(v, 2) ^ at32(v, 4) ^ at32(v, 6), 0);
  digest.writeInt32LE(at32(v, 1) ^ at32(v, 3) ^ at32(v, 5) ^ at32(v, 7), 4);
  return digest.toString('hex');
}

const at32 = (v: Int32Array, index: number): number => v[index] ?? 0;

function mixIn(v: Int32Array, low: number, high: number, rounds: number): void {
  v[6] = at32(v, 6) ^ low;
  v[7] = at32(v, 7) ^ high;
  mix(v, rounds);
  v[0] = at32(v, 0) ^ low;
  v[1] = at32(v, 1) ^ high;
}

function mix(v: Int32Array, rounds: number): void {
  for (let round = 0; round < rounds; round += 1) {
    half(v, 0, 2, 13);
    swap(v, 0);
    half(v, 4, 6, 16);
    half(v, 0, 6, 21);
    half(v, 4, 2, 17);
    swap(v, 4);
  }
}

/** `a += b; b = rotl(b, bits) ^ a` on 64 bits; `a` and `b` are the places of the low halves. */
function half(v: Int32Array, a: number, b: number, bits: number): void {
  const low = at32(v, b);
  const high = at32(v, b + 1);
  const sum = (at32(v, a) >>> 0) + (low >>> 0);
  v[a] = sum;
  v[a + 1] = at32(v, a + 1) + high + (sum > 0xffffffff ? 1 : 0);
  v[b] = ((low << bits) | (high >>> (32 - bits))) ^ at32(v, a);
  v[b + 1] = ((high << bits) | (low >>> (32 - bits))) ^ at32(v, a + 1);
}

/** Rotates by 32 bits. */
function swap(v: Int32Array, a: number): void {
  const low = at32(v, a);
  v[a] = at32(v, a + 1);
  v[a + 1] = low;
}
