/** What AWS forbade, to whom and why. */
export interface IDenial {
  /** The IAM action, e.g. `sagemaker:CreateApp`; null when not told. */
  readonly action: string | null;
  /** Name of the role, or ARN of whoever else asked. */
  readonly who: string | null;
  /** A policy forbids it expressly: one that permits it would not help. */
  readonly expressly: boolean;
  /** The kind of policy that is in the way, where that is not simply one of the role's own. */
  readonly policy: string | null;
}

/** `User: ARN is not authorized to perform: ACTION on resource: ARN because no identity-based policy allows ...` */
export function denialIn(text: string): IDenial {
  const arn = /User: (\S+) is not/.exec(text)?.[1] ?? null;
  const policy =
    /(service control policy|resource control policy|permissions boundary|session policy|VPC endpoint policy)/.exec(
      text
    );
  return {
    action: /perform: ([\w-]+:\w+)/.exec(text)?.[1] ?? null,
    who: arn && (/:assumed-role\/([^/]+)/.exec(arn)?.[1] ?? arn),
    expressly: /explicit deny/.test(text),
    policy: policy && policy[1]
  };
}
