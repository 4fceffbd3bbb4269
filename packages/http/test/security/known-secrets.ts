/** What is no secret, or one that everybody knows: CVE-2026-85391, CVE-2025-47945, CVE-2023-27584. */
export const KNOWN_SECRETS: readonly unknown[] = [
  undefined,
  null,
  '',
  ' '.repeat(40),
  'changeme',
  'secret',
  'short-but-random-9fK2',
  'a'.repeat(64),
  'change-me-change-me-change-me-change-me',
  'your-256-bit-secret-your-256-bit-secret',
  'my-super-secret-value-for-this-service',
  'password'.repeat(5),
  '0123456789abcdef0123456789abcdef',
  'docket-docket-docket-docket-docket',
  42,
]
