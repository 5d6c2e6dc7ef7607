/** What can be read out of AWS's texts. */

/** The instance type that a text names; null when it names none. */
export function instanceIn(text: string): string | null {
  return /\bml\.[a-z0-9-]+\.[a-z0-9-]*[a-z0-9]\b/.exec(text)?.[0] ?? null;
}

/** A quota as ResourceLimitExceeded tells of it (reported). */
export interface IQuota {
  readonly name: string;
  readonly limit: number;
  /** How many there are; null when not told. */
  readonly used: number | null;
}

/** `The account-level service limit 'NAME' is 2 Apps, with current utilization of 2 Apps ...` */
export function quotaIn(text: string): IQuota | null {
  const limit = /service limit '([^']+)' is (\d+)/.exec(text);
  const used = /utilization of (\d+)/.exec(text);
  return (
    limit && {
      name: limit[1],
      limit: Number(limit[2]),
      used: used && Number(used[1])
    }
  );
}

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

/** Hours that AWS asks to wait before a volume is changed again; 6 where the text gives no number (reported). */
export function hoursIn(text: string): number {
  return Number(/at least (\d+) hours/.exec(text)?.[1] ?? 6);
}
