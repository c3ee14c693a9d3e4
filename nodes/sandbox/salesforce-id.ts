/** Salesforce record ids as the CRM simulator and the shared landscape use them. */

const CHECK_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The 18-character id of the `number`-th record of the object with this three-character key prefix (`801` Order, `001` Account). */
export function salesforceId(keyPrefix: string, number: number): string {
  let serial = '';
  for (let rest = number; serial.length < 7; rest = Math.floor(rest / 62)) serial = BASE62[rest % 62] + serial;
  return withCaseCheck(`${keyPrefix}5g000${serial}`);
}

/** A 15-character id lengthened to the 18 characters that can be compared without regard to case. */
export function withCaseCheck(id15: string): string {
  let check = '';
  for (let block = 0; block < 15; block += 5) {
    let bits = 0;
    for (let offset = 0; offset < 5; offset++) {
      const sign = id15[block + offset] ?? '';
      if (sign >= 'A' && sign <= 'Z') bits |= 1 << offset;
    }
    check += CHECK_ALPHABET[bits];
  }
  return id15 + check;
}
