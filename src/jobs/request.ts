/** The image of an app: one version of it, by its alias or by its ARN; without either, the image's newest. */
export interface IImageRequest {
  readonly image_arn: string;
  /** SageMakerImageVersionAlias, e.g. `4.4.0`. */
  readonly version_alias?: string;
  readonly version_arn?: string;
}

/** What a space is to be and to run on. A member that is absent stays as it is, or is left to AWS. */
export interface IChoices {
  /** At most 64 characters. */
  readonly display_name?: string;
  readonly instance_type?: string;
  readonly image?: IImageRequest;
  /** Size of the EBS volume in GB. */
  readonly volume_gb?: number;
  /** Minutes without activity until AWS stops the app. */
  readonly idle_minutes?: number;
  /** Null: no lifecycle script. */
  readonly lifecycle_config_arn?: string | null;
}

/** A space to create. */
export interface ICreateRequest {
  readonly space: string;
  readonly sharing: 'Private' | 'Shared';
  readonly app_type: 'JupyterLab' | 'CodeEditor';
  /** User profile that it is to belong to; only where JupyterLab runs outside Studio, else the server knows. */
  readonly owner?: string;
  readonly choices: IChoices;
  /** Run it once it is there. */
  readonly run: boolean;
}
