import { ISignal, Signal } from '@lumino/signaling';
import { IAccount } from '../tokens';
import { IInstance } from './instances';

/** The catalogue as `scripts/instances` writes it: type -> [vCPU, memory GiB, GPU count?, GPU model?, GPU memory GiB each?]. */
export interface ICatalogue {
  readonly instances: Readonly<Record<string, readonly unknown[]>>;
}

/** Knows the data of instance types; the catalogue is loaded at the first question. */
export class AccountModel implements IAccount {
  constructor(private _load: () => Promise<ICatalogue>) {}

  get changed(): ISignal<IAccount, void> {
    return this._changed;
  }

  instance(type: string): IInstance | null | undefined {
    if (!this._catalogue) {
      this._loading ??= this._load().then(catalogue => {
        this._catalogue = catalogue;
        this._changed.emit();
      });
      return undefined;
    }
    return Object.hasOwn(this._catalogue.instances, type)
      ? toInstance(this._catalogue.instances[type])
      : null;
  }

  private _catalogue: ICatalogue | null = null;
  private _loading: Promise<void> | null = null;
  private _changed = new Signal<IAccount, void>(this);
}

function toInstance(row: readonly unknown[]): IInstance {
  const [vcpu, memoryGiB, count, model, gpuMemory] = row;
  return {
    vcpu: vcpu as number,
    memoryGiB: memoryGiB as number,
    gpu:
      typeof count === 'number' && count > 0
        ? {
            count,
            model: String(model ?? 'GPU'),
            memoryGiB: typeof gpuMemory === 'number' ? gpuMemory : null
          }
        : null
  };
}
