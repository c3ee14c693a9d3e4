/** What every answer of ours says to a browser (S8, S9). */
export const SECURITY_HEADERS: { readonly [name: string]: string } = {
  // Monaco and Mantine insert <style>; scripts, workers and everything else come from us alone.
  'Content-Security-Policy':
    "default-src 'self'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
};

/** Only where HTTPS is spoken: a year. */
export const STRICT_TRANSPORT = ['Strict-Transport-Security', 'max-age=31536000'] as const;

/** Answers that flows made: whatever HTML they hold runs nowhere. */
export const HOOK_HEADERS: { readonly [name: string]: string } = {
  'Content-Security-Policy': 'sandbox',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};
