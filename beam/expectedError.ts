/**
 * An error whose message is all that a person needs to know what to do: programs print it without a stack trace. They
 * know it by `isExpected`, so that programs and libraries need not share a class.
 */
export class ExpectedError extends Error {
  readonly isExpected = true;
}
