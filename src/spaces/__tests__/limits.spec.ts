import { limitsOf } from '../limits';
import { makeDefaults, makeDomain } from './domainSettings';

describe('limitsOf', () => {
  it('are those of the API where nothing could be read', () => {
    expect(limitsOf(null, null, 'Private', 'JupyterLab')).toEqual({
      instanceType: null,
      image: null,
      customImages: [],
      volume: { initial: null, least: 5, most: 16384 },
      idle: { enabled: null, minutes: null, least: 60, most: 525600 },
      lifecycle: { arn: null, attached: [] }
    });
  });

  it('are the domain’s, with what the owner’s profile overrides in a private space', () => {
    const profile = makeDefaults(
      {
        instanceType: 'ml.m5.large',
        idle: { enabled: null, minutes: null, least: null, most: 240 },
        lifecycleConfigArns: ['arn:mine']
      },
      { mostVolumeGb: 50 }
    );
    const domain = makeDomain();
    expect(limitsOf(domain, profile, 'Private', 'JupyterLab')).toMatchObject({
      instanceType: 'ml.m5.large',
      volume: { initial: 5, most: 50 },
      idle: { enabled: true, minutes: 120, least: 60, most: 240 },
      lifecycle: { attached: ['arn:mine'] }
    });
    expect(limitsOf(domain, profile, 'Shared', 'JupyterLab')).toMatchObject({
      instanceType: 'ml.t3.medium',
      volume: { most: 500 },
      lifecycle: { attached: [] }
    });
  });

  it('are those for shared spaces before those for people in a shared space', () => {
    const domain = makeDomain({
      shared: makeDefaults(
        { idle: { enabled: false, minutes: null, least: null, most: null } },
        { volumeGb: 20 }
      )
    });
    const shared = limitsOf(domain, null, 'Shared', 'JupyterLab');
    expect(shared.idle.enabled).toBe(false);
    expect(shared.volume.initial).toBe(20);
    const own = limitsOf(domain, null, 'Private', 'JupyterLab');
    expect(own.idle.enabled).toBe(true);
    expect(own.volume.initial).toBe(5);
  });

  it('take idle shutdown for off where the domain does not speak of it', () => {
    const domain = makeDomain();
    expect(limitsOf(domain, null, 'Private', 'CodeEditor').idle.enabled).toBe(
      false
    );
  });
});
