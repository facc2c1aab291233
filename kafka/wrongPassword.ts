/** Whether brokers refuse user and password. After a login that worked, the password's file may be about to change. */
export function isWrongPassword({ name }: Error): boolean {
  return /SASLAuthentication/.test(name);
}
