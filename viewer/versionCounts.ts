/** How many of some alerts each version of a rule has raised. */
export type VersionCounts = Pick<ReturnType<typeof createVersionCounts>, "ofRule" | "ofVersion">;

export function createVersionCounts() {
  const byRule = new Map<string, Map<number, number>>();

  return {
    /** Counts an alert in (1) or out (-1). */
    change(rule: string, version: number, by: 1 | -1): void {
      const versions = byRule.get(rule) ?? new Map<number, number>();
      const count = (versions.get(version) ?? 0) + by;
      if (count > 0) versions.set(version, count);
      else versions.delete(version);
      if (versions.size > 0) byRule.set(rule, versions);
      else byRule.delete(rule);
    },
    ofRule: (rule: string): number => [...(byRule.get(rule)?.values() ?? [])].reduce((sum, count) => sum + count, 0),
    ofVersion: (rule: string, version: number): number => byRule.get(rule)?.get(version) ?? 0,
  };
}
