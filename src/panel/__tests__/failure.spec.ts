import { CommandRegistry } from '@lumino/commands';
import type { FailureAct } from '../../jobs/failureWords';
import type { IJob } from '../../jobs/job';
import { makeJob } from '../../spaces/__tests__/factories';
import { actsBy } from '../failure';

describe('actsBy', () => {
  const commands = new CommandRegistry();
  let executed: [string, object][];
  for (const id of [
    'spaces:run-space',
    'spaces:change-space',
    'spaces:create-space',
    'spaces:refresh'
  ]) {
    commands.addCommand(id, {
      describedBy: { args: {} },
      execute: args => void executed.push([id, args])
    });
  }
  const choices = {
    instance_type: 'ml.g5.xlarge',
    image: {
      image_arn:
        'arn:aws:sagemaker:us-east-1:885854791233:image/sagemaker-distribution-gpu',
      version_alias: '4.4.0'
    },
    lifecycle_config_arn: null
  };
  const change = makeJob({ kind: 'change', state: 'failed', choices });
  const create = makeJob({ kind: 'create', state: 'failed', choices });

  beforeEach(() => {
    executed = [];
  });

  it.each<[FailureAct, IJob | null, object]>([
    ['change', change, { space: 'scratch', choices }],
    // The space has these already.
    ['change', create, { space: 'scratch' }],
    ['change', makeJob({ state: 'failed' }), { space: 'scratch' }],
    ['change', null, { space: 'scratch' }],
    ['run', change, { space: 'scratch' }],
    [
      'create',
      create,
      { space: 'scratch', again: { space: 'scratch', choices, creation: null } }
    ]
  ])('%s with what was asked for: %j', (act, job, args) => {
    actsBy(commands)(act, 'scratch', job)?.execute();
    expect(executed).toEqual([[`spaces:${act}-space`, args]]);
  });

  it('offers no act of which the command is not there', () => {
    expect(actsBy(commands)('delete', 'scratch', null)).toBeNull();
  });
});
