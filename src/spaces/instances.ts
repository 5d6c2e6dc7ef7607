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
}
