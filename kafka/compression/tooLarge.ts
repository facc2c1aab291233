/** What is compressed holds more than it may. */
export class TooLarge extends Error {
  constructor(mostBytes: number) {
    super(`more than ${mostBytes} bytes once decompressed`);
    this.name = "TooLarge";
  }
}
