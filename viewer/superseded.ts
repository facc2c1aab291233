interface Superseding {
  id: string;
  /** "" for the one of the options. */
  ruleId: string;
  supersedes: readonly string[];
}

/** Which alerts are replaced by one that is kept: by one of their own rule. */
export function createSuperseded() {
  /** By rule, and then by replaced id. */
  const byRule = new Map<string, Map<string, string>>();

  return {
    has: ({ id, ruleId }: Pick<Superseding, "id" | "ruleId">): boolean => byRule.get(ruleId)?.has(id) === true,
    /** The alert that replaces one; undefined where none is kept. */
    by: ({ id, ruleId }: Pick<Superseding, "id" | "ruleId">): string | undefined => byRule.get(ruleId)?.get(id),
    add({ id, ruleId, supersedes }: Superseding): void {
      if (supersedes.length === 0) return;
      const replacedBy = byRule.get(ruleId) ?? new Map<string, string>();
      byRule.set(ruleId, replacedBy);
      for (const replaced of supersedes) replacedBy.set(replaced, id);
    },
    remove({ id, ruleId, supersedes }: Superseding): void {
      const replacedBy = byRule.get(ruleId);
      for (const replaced of supersedes) if (replacedBy?.get(replaced) === id) replacedBy.delete(replaced);
      if (replacedBy?.size === 0) byRule.delete(ruleId);
    },
  };
}
