/** Groups of items that are connected by what they share, in order of their first item. */
export function connected<T>(items: readonly T[], sharedBy: (item: T) => readonly string[]): T[][] {
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    const parent = parents.get(name) ?? name;
    if (parent === name) return name;
    const root = rootOf(parent);
    parents.set(name, root);
    return root;
  };
  for (const item of items) {
    const [first, ...others] = sharedBy(item).map(rootOf);
    for (const other of others) parents.set(other, first);
  }
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const root = rootOf(sharedBy(item)[0]);
    groups.set(root, [...(groups.get(root) ?? []), item]);
  }
  return [...groups.values()];
}
