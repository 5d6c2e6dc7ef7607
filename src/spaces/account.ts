import { ISignal, Signal } from '@lumino/signaling';
import { IAccount, IAccountReads, IHere } from '../tokens';
import type { AccountSourceFactory } from './accountReads';
import { ICatalogue, ICatalogueRegion, ICatalogueType } from './catalogue';
import type { Price } from './cost';
import { IInstance, IPriceList } from './instances';

/** Knows the data and the prices of instance types; the catalogue is loaded at the first question. */
export class AccountModel implements IAccount {
  constructor(
    private _here: IHere,
    private _createSource: AccountSourceFactory,
    private _load: () => Promise<ICatalogue>
  ) {
    // Another region has other prices.
    _here.stateChanged.connect(() => this._changed.emit());
  }

  async read(): Promise<IAccountReads> {
    const { AccountReads } = await import('./accountReads');
    return new AccountReads(this._here, this._createSource);
  }

  get changed(): ISignal<IAccount, void> {
    return this._changed;
  }

  get instances(): ReadonlyMap<string, IInstance> | undefined {
    this._want();
    return this._instances;
  }

  get volumePrice(): Price {
    const prices = this._prices;
    return prices && (prices.volume ?? null);
  }

  get priceList(): IPriceList | null | undefined {
    const prices = this._prices;
    return (
      prices &&
      (prices.date === null
        ? null
        : {
            region: this._region,
            date: prices.date,
            source: this._catalogue!.prices!.source
          })
    );
  }

  instance(type: string): IInstance | null | undefined {
    const instances = this.instances;
    return instances && (instances.get(type) ?? null);
  }

  price(type: string): Price {
    const instances = this._prices?.instances;
    return (
      instances && (Object.hasOwn(instances, type) ? instances[type] : null)
    );
  }

  /** Load the catalogue anew, if it was asked for: it comes from another file now. */
  reload(): void {
    if (this._wanted) {
      this._wanted = false;
      this._want();
    }
  }

  private get _region(): string {
    const state = this._here.state;
    return state.kind === 'ready' ? (state.here.region ?? '') : '';
  }

  /** Prices of the region; those of none where it has none; undefined until the catalogue is loaded, and without prices. */
  private get _prices(): IRegionPrices | undefined {
    this._want();
    const regions = this._catalogue?.prices?.regions;
    return (
      regions &&
      (Object.hasOwn(regions, this._region) ? regions[this._region] : NO_PRICES)
    );
  }

  private _want(): void {
    if (this._wanted) {
      return;
    }
    this._wanted = true;
    const loading = this._load();
    this._loading = loading;
    loading
      .then(catalogue => {
        // One that was asked for later may have come before.
        if (this._loading === loading) {
          this._catalogue = catalogue;
          this._instances = new Map(
            Object.entries(catalogue.instances.types).map(([type, data]) => [
              type,
              toInstance(data)
            ])
          );
          this._changed.emit();
        }
      })
      .catch(error => {
        console.error('The instance catalogue cannot be loaded.', error);
      });
  }

  private _wanted = false;
  private _loading: Promise<ICatalogue> | null = null;
  private _catalogue: ICatalogue | null = null;
  private _instances: ReadonlyMap<string, IInstance> | undefined;
  private _changed = new Signal<IAccount, void>(this);
}

interface IRegionPrices extends Omit<ICatalogueRegion, 'date'> {
  readonly date: string | null;
}

const NO_PRICES: IRegionPrices = { date: null, instances: {} };

function toInstance(data: ICatalogueType): IInstance {
  const { vcpu, memoryGiB, gpu, fastLaunch } = data;
  return {
    vcpu,
    memoryGiB,
    gpu: gpu ? { ...gpu, memoryGiB: gpu.memoryGiB ?? null } : null,
    fastLaunch: fastLaunch ?? false
  };
}
