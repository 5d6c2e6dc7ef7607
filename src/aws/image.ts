import type { ResourceSpec } from '@aws-sdk/client-sagemaker';
import type { IImage } from '../spaces/space';

/** The image that a ResourceSpec names; null when it names none. */
export function toImage(spec: ResourceSpec | undefined): IImage | null {
  const versionArn = named(spec?.SageMakerImageVersionArn)?.split('/') ?? [];
  const arn =
    named(spec?.SageMakerImageArn) ??
    versionArn.slice(0, 2).join('/').replace(':image-version/', ':image/');
  const name = arn.split('/')[1];
  return name
    ? {
        name,
        version:
          named(spec?.SageMakerImageVersionAlias) ?? versionArn[2] ?? null,
        arn
      }
    : null;
}

/** The word `None` stands for nothing, as the API's patterns allow. */
export function named(value: string | undefined): string | null {
  return value && value !== 'None' ? value : null;
}
