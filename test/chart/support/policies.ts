import type { KubernetesObject } from "./render";

/** A pod as network policies see it. */
export interface Pod {
  namespace: string;
  labels: Record<string, string>;
}

interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values: string[] }[];
}
interface Peer {
  podSelector?: Selector;
  namespaceSelector?: Selector;
}
interface Rule {
  ports?: { port: number | string }[];
  from?: Peer[];
  to?: Peer[];
}

/**
 * Whether these policies let `from` reach port `port` of `to`, which calls it `portName`, as Kubernetes defines it: a pod that no policy
 * selects for a direction is open in it, and one that some select may do what any of them allows.
 */
export function mayReach(
  objects: KubernetesObject[],
  { from, to, port, portName }: { from: Pod; to: Pod; port: number; portName?: string },
): boolean {
  const policies = objects.filter(({ kind }) => kind === "NetworkPolicy");
  const allows = (pod: Pod, other: Pod, direction: "Ingress" | "Egress") => {
    const mine = policies.filter(
      ({ metadata, spec }) =>
        metadata.namespace === pod.namespace &&
        spec.policyTypes.includes(direction) &&
        selects(spec.podSelector, pod.labels),
    );
    if (mine.length === 0) return true;
    const rules: Rule[] = mine.flatMap(({ spec }) => spec[direction.toLowerCase()] ?? []);
    return rules.some(
      (rule) =>
        (rule.ports ?? [{ port }]).some((one) => one.port === port || one.port === portName) &&
        ((rule.from ?? rule.to)?.some((peer) => isPeer(peer, other, pod.namespace)) ?? true),
    );
  };
  return allows(from, to, "Egress") && allows(to, from, "Ingress");
}

function isPeer({ podSelector, namespaceSelector }: Peer, pod: Pod, namespace: string): boolean {
  const isNamespace = namespaceSelector
    ? selects(namespaceSelector, { "kubernetes.io/metadata.name": pod.namespace })
    : pod.namespace === namespace;
  return isNamespace && selects(podSelector ?? {}, pod.labels);
}

function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Record<string, string>): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values }) => {
      if (operator !== "In") throw new Error(`the tests do not know the operator ${operator}`);
      return values.includes(labels[key]);
    })
  );
}
