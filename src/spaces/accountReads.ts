import type { AccountSource } from '../aws/account';
import { ProblemError } from '../server/problem';
import { IAccountReads, IHere } from '../tokens';
import type { IBilled } from './billed';
import {
  AppType,
  IAccountImage,
  IDomainSettings,
  IImageVersion,
  ILifecycleConfig,
  ISpaceDefaults
} from './domainSettings';

/** Where settings of the domain, images and scripts are read from. */
export type IAccountSource = Pick<
  AccountSource,
  | 'domain'
  | 'profile'
  | 'images'
  | 'imageVersions'
  | 'lifecycleConfigs'
  | 'profilesByUid'
  | 'billed'
>;

/** Makes the source for a domain. */
export type AccountSourceFactory = (
  region: string,
  domainId: string
) => Promise<IAccountSource>;

/** Reads each thing when it is first asked for, and once; what failed is read again when it is asked for again. */
export class AccountReads implements IAccountReads {
  constructor(
    private _here: IHere,
    private _createSource: AccountSourceFactory
  ) {}

  domain(): Promise<IDomainSettings> {
    return this._once('domain', source => source.domain());
  }

  profile(name: string): Promise<ISpaceDefaults> {
    return this._once(`profile ${name}`, source => source.profile(name));
  }

  images(): Promise<readonly IAccountImage[]> {
    return this._once('images', source => source.images());
  }

  imageVersions(image: string): Promise<readonly IImageVersion[]> {
    return this._once(`versions ${image}`, source =>
      source.imageVersions(image)
    );
  }

  lifecycleConfigs(appType: AppType): Promise<readonly ILifecycleConfig[]> {
    return this._once(`scripts ${appType}`, source =>
      source.lifecycleConfigs(appType)
    );
  }

  profilesByUid(
    uids: readonly number[],
    onFound: (known: ReadonlyMap<number, string>) => void
  ): Promise<ReadonlyMap<number, string>> {
    return this._once(`uids ${uids.join()}`, source =>
      source.profilesByUid(uids, onFound)
    );
  }

  billed(): Promise<readonly IBilled[]> {
    return this._once('billed', source => source.billed());
  }

  private _once<T>(
    key: string,
    read: (source: IAccountSource) => Promise<T>
  ): Promise<T> {
    const known = this._answers.get(key) as Promise<T> | undefined;
    if (known) {
      return known;
    }
    const answer = this._connect().then(read);
    this._answers.set(key, answer);
    answer.catch(() => this._answers.delete(key));
    return answer;
  }

  private _connect(): Promise<IAccountSource> {
    this._source ??= this._createForHere();
    this._source.catch(() => {
      this._source = null;
    });
    return this._source;
  }

  private async _createForHere(): Promise<IAccountSource> {
    if (this._here.state.kind !== 'ready') {
      await this._here.refresh();
    }
    const { state } = this._here;
    if (state.kind === 'failed') {
      throw new ProblemError(state.problem);
    }
    if (state.kind !== 'ready' || state.here.domain_id === null) {
      throw new ProblemError({ kind: 'no-domain', tried: 'here', text: '' });
    }
    const { region, domain_id } = state.here;
    return this._createSource(region ?? 'us-east-1', domain_id);
  }

  private _answers = new Map<string, Promise<unknown>>();
  private _source: Promise<IAccountSource> | null = null;
}
