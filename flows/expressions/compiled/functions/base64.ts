/** Base64 of texts whose characters are bytes, as the reference has it: of a character beyond that, the lowest byte counts. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const VALUES: ReadonlyMap<string, number> = new Map([...[...ALPHABET].map((sign, value) => [sign, value] as const), ['-', 62], ['_', 63]]);

export function encodeBase64(text: string): string {
  let encoded = '';
  for (let at = 0; at < text.length; at += 3) {
    const bytes = [0, 1, 2].map((offset) => text.charCodeAt(at + offset) & 0xff);
    const bits = (bytes[0]! << 16) | (bytes[1]! << 8) | bytes[2]!;
    const left = text.length - at;
    encoded += ALPHABET[bits >> 18]! + ALPHABET[(bits >> 12) & 63]!;
    encoded += left > 1 ? ALPHABET[(bits >> 6) & 63]! : '=';
    encoded += left > 2 ? ALPHABET[bits & 63]! : '=';
  }
  return encoded;
}

/** What is no base64 sign is passed over; `=` ends the text. */
export function decodeBase64(text: string): string {
  let decoded = '';
  let bits = 0;
  let count = 0;
  for (const sign of text) {
    if (sign === '=') break;
    const value = VALUES.get(sign);
    if (value === undefined) continue;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    decoded += String.fromCharCode((bits >> count) & 0xff);
  }
  return decoded;
}
