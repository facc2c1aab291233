/** @typedef {ReturnType<typeof createMarks>} Marks */

/** Which alerts of the list are marked, to decide about several at once. @param {(ids: string[]) => void} onChange */
export function createMarks(onChange) {
  /** @type {Set<string>} */
  const marked = new Set();
  const tell = () => onChange([...marked]);

  return {
    /** @param {string} id */
    has: (id) => marked.has(id),
    /** @param {string} id */
    toggle(id) {
      if (!marked.delete(id)) marked.add(id);
      tell();
    },
    /** @param {string[]} ids */
    remove(ids) {
      for (const id of ids) marked.delete(id);
      tell();
    },
    /** What is not listed any more is not marked, either. @param {ReadonlySet<string>} listed */
    keep(listed) {
      const gone = [...marked].filter((id) => !listed.has(id));
      if (gone.length > 0) this.remove(gone);
    },
  };
}
