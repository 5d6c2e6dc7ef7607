import type { IChoices } from '../../jobs/request';
import {
  makeDetails,
  makeImage,
  makeSpace
} from '../../spaces/__tests__/factories';
import type { SpaceStatus } from '../../spaces/status';
import { Interruption, preflightOf } from '../preflight';

const PRICES = {
  hour: (type: string) =>
    ({ 'ml.m5.large': 0.115, 'ml.m5.xlarge': 0.23 })[type] ?? null,
  gbMonth: 0.1
};
const space = makeSpace({ details: makeDetails() });
const image = { image_arn: makeImage().arn ?? '', version_alias: '4.4.0' };

describe('preflightOf', () => {
  it.each<[IChoices, SpaceStatus, boolean, Interruption]>([
    [{ instance_type: 'ml.m5.xlarge' }, 'Running', false, 'restart'],
    [{ instance_type: 'ml.m5.xlarge' }, 'Starting', false, 'restart'],
    [{ instance_type: 'ml.m5.xlarge' }, 'Stopped', false, 'none'],
    [{ instance_type: 'ml.m5.xlarge' }, 'Failed', false, 'none'],
    [{ instance_type: 'ml.m5.xlarge' }, 'Running', true, 'stop-here'],
    [{ image }, 'Running', false, 'restart'],
    [{ volume_gb: 30 }, 'Running', false, 'restart'],
    [{ lifecycle_config_arn: null }, 'Running', false, 'restart'],
    [{ display_name: 'x' }, 'Running', false, 'none'],
    [{ display_name: 'x' }, 'Running', true, 'none'],
    [{ idle_minutes: 90 }, 'Running', false, 'none'],
    [{ idle_minutes: 90, volume_gb: 30 }, 'Running', true, 'stop-here'],
    [{}, 'Running', false, 'none']
  ])('%j, %s, this: %s: %s', (changes, status, isThis, interruption) => {
    expect(
      preflightOf(space, status, isThis, changes, PRICES).interruption
    ).toBe(interruption);
  });

  it('compares no prices where costs are not to be shown', () => {
    const none = { hour: () => undefined, gbMonth: undefined };
    const changes = { instance_type: 'ml.m5.xlarge', volume_gb: 30 };
    expect(preflightOf(space, 'Stopped', false, changes, none)).toMatchObject({
      hour: null,
      month: null
    });
  });

  it('compares prices of what changes, and of that alone', () => {
    const of = (changes: IChoices) =>
      preflightOf(space, 'Stopped', false, changes, PRICES);
    expect(of({ instance_type: 'ml.m5.xlarge' })).toMatchObject({
      hour: { from: 0.115, to: 0.23 },
      month: null,
      grows: false
    });
    expect(of({ volume_gb: 30 })).toMatchObject({
      hour: null,
      month: { from: 2, to: 3 },
      grows: true
    });
  });

  it('takes a price that is not known for unknown, never for 0', () => {
    const unknown = { hour: () => null, gbMonth: null };
    const changes = { instance_type: 'ml.new.large', volume_gb: 30 };
    expect(preflightOf(space, 'Stopped', false, changes, PRICES).hour).toEqual({
      from: 0.115,
      to: null
    });
    expect(
      preflightOf(space, 'Stopped', false, changes, unknown)
    ).toMatchObject({
      hour: { from: null, to: null },
      month: { from: null, to: null }
    });
    const bare = makeSpace({ volumeGb: null });
    expect(preflightOf(bare, 'Stopped', false, changes, PRICES)).toMatchObject({
      hour: { from: null, to: null },
      month: { from: null, to: 3 }
    });
  });
});
