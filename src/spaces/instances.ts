/** Data of one instance type: those of the EC2 type behind it. */
export interface IInstance {
  readonly vcpu: number;
  /** Memory in GiB. */
  readonly memoryGiB: number;
  readonly gpu: {
    readonly count: number;
    readonly model: string;
    /** Memory of each GPU in GiB; null when not known. */
    readonly memoryGiB: number | null;
  } | null;
  /** Whether AWS keeps instances of it ready, so that an app starts in less than two minutes. */
  readonly fastLaunch: boolean;
}

/** Where the prices of a region come from. */
export interface IPriceList {
  readonly region: string;
  /** Day of the oldest price among them, `2026-09-24`. */
  readonly date: string;
  readonly source: string;
}
