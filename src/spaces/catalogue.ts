/**
 * The instance catalogue as a JSON file: the one that `scripts/instances` writes, or a user's own.
 *
 * `docs/instance-catalogue.md` describes it for those who write one.
 */
export interface ICatalogue {
  readonly instances: {
    /** Day on which the data were taken. */
    readonly date: string;
    readonly source: string;
    readonly types: Readonly<Record<string, ICatalogueType>>;
  };
  /** None where people do not want to see costs. */
  readonly prices?: {
    readonly source: string;
    readonly regions: Readonly<Record<string, ICatalogueRegion>>;
  };
}

/** One instance type; see {@link IInstance}. */
export interface ICatalogueType {
  readonly vcpu: number;
  readonly memoryGiB: number;
  readonly gpu?: {
    readonly count: number;
    readonly model: string;
    readonly memoryGiB?: number;
  };
  readonly fastLaunch?: boolean;
}

/** Prices in one region, in USD. */
export interface ICatalogueRegion {
  readonly date: string;
  /** A GB-month of gp3. */
  readonly volume?: number;
  /** An hour of an instance, by type. */
  readonly instances: Readonly<Record<string, number>>;
}
