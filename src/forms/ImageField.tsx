import * as React from 'react';
import { ArnField } from './ArnField';
import {
  firstVersion,
  imageOfSettings,
  keptVersion,
  NO_IMAGE,
  TYPED
} from './draft';
import { Field } from './Field';
import { errorOf, IFieldsProps, notRead } from './fields';
import { DISTRIBUTION_ID, IImageOffer, offerOf, Variant } from './images';
import { useVersions } from './useKnown';
import { newerVersion } from '../spaces/imageVersions';

/** The value of a version's option that stands for the newest. */
const NEWEST = '';

interface IImageFieldProps extends IFieldsProps {
  /** What the chosen instance needs. */
  readonly variant: Variant;
}

/** Image and version. */
export function ImageField(props: IImageFieldProps): JSX.Element {
  const { draft, known, onChange, variant, trans } = props;
  const { offers, distribution } = known;
  const problem = known.problems.images;
  const choose = (id: string) => {
    const offer = offers.find(other => other.id === id);
    onChange({
      image: id,
      version: offer ? firstVersion(offer, distribution) : null
    });
  };
  const option = (offer: IImageOffer) => (
    <option key={offer.id} value={offer.id}>
      {offer.title ?? trans.__('SageMaker Distribution')}
    </option>
  );
  const others = offers.filter(offer => offer.kind === 'account');
  const offer = offers.find(other => other.id === draft.image) ?? null;
  return (
    <>
      <div className="jp-Spaces-fieldRow">
        <Field
          label={trans.__('Image')}
          hint={
            <>
              {offer?.id === DISTRIBUTION_ID && (
                <div>
                  {variant === 'gpu'
                    ? trans.__('The variant for GPUs, as the instance has one.')
                    : trans.__(
                        'The variant for CPUs, as the instance has no GPU.'
                      )}
                </div>
              )}
              {offer === null && draft.image === NO_IMAGE && (
                <div>
                  {trans.__(
                    'Which image AWS’s own is in this region is not known: no space here uses it.'
                  )}
                </div>
              )}
              {problem && <div>{notRead(problem, trans)}</div>}
            </>
          }
        >
          {control => (
            <select
              {...control}
              className="jp-Spaces-input"
              value={draft.image}
              onChange={event => choose(event.target.value)}
            >
              {draft.image === NO_IMAGE && (
                <option value={NO_IMAGE}>{trans.__('As AWS chooses')}</option>
              )}
              {offers.filter(other => other.kind !== 'account').map(option)}
              {others.length > 0 && (
                <optgroup
                  label={trans.__('Of the account, if attached to the domain')}
                >
                  {others.map(option)}
                </optgroup>
              )}
              <option value={TYPED}>{trans.__('Another, by its ARN…')}</option>
            </select>
          )}
        </Field>
        {offer && <VersionField {...props} offer={offer} />}
      </div>
      {draft.image === TYPED && (
        <ArnField
          {...props}
          label={trans.__('ARN of the image')}
          field="imageArn"
        />
      )}
    </>
  );
}

function VersionField(
  props: IImageFieldProps & { offer: IImageOffer }
): JSX.Element {
  const { draft, known, onChange, offer, space, reads, trans } = props;
  const { versions, problem } = useVersions(reads, offer, known.distribution);
  const chosen = versions.find(version => version.id === draft.version);
  const label = chosen?.label ?? draft.version?.split('/').pop() ?? null;
  const newer = newerVersion(label, versions);
  const present = space && imageOfSettings(space);
  const isPresent =
    !!present &&
    offerOf(present, known.offers) === offer &&
    present.version === label;
  return (
    <Field
      label={trans.__('Version')}
      error={errorOf('version', props)}
      hint={
        <>
          {newer !== null && (
            <div className="jp-Spaces-news">
              {isPresent
                ? trans.__('%1 is out; this space has %2.', newer, label)
                : trans.__('%1 is out.', newer)}
            </div>
          )}
          {problem && <div>{notRead(problem, trans)}</div>}
        </>
      }
    >
      {control => (
        <select
          {...control}
          className="jp-Spaces-input"
          value={draft.version ?? NEWEST}
          onChange={event => onChange({ version: event.target.value || null })}
        >
          {draft.version !== null && !chosen && (
            <option value={draft.version}>{label}</option>
          )}
          {versions.map(version => (
            <option key={version.id} value={version.id}>
              {version.label}
            </option>
          ))}
          {space === null || keptVersion(space) === null ? (
            <option value={NEWEST}>
              {trans.__('the newest at each start')}
            </option>
          ) : (
            draft.version === null && (
              <option value={NEWEST}>{trans.__('Choose a version')}</option>
            )
          )}
        </select>
      )}
    </Field>
  );
}
