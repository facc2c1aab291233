/** What is thrown where a record's bytes are not what its schema says. No `Error`, whose stack would cost more than the record. */
export class Unreadable {
  constructor(readonly detail: string) {}
}
