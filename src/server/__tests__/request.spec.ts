import { ProblemError } from '../problem';
import { requestServer } from '../request';
import { fakeServer, IAnswer } from './fakeServer';

const problemOf = async (answer: () => IAnswer) => {
  const { settings } = fakeServer(answer);
  const error = await requestServer('here', {}, settings, 'here').catch(
    (reason: unknown) => reason
  );
  expect(error).toBeInstanceOf(ProblemError);
  return (error as ProblemError).problem;
};

describe('requestServer', () => {
  it('returns the JSON answer', async () => {
    const { settings, asked } = fakeServer(() => ({ body: { a: 1 } }));
    expect(await requestServer('here', {}, settings, 'here')).toEqual({ a: 1 });
    expect(asked[0].path).toBe('sagemaker-spaces/here');
  });

  it.each([
    ['no server part', { status: 404, body: '<html>' }, 'server-missing'],
    ['a login that ended', { status: 403, body: '' }, 'server-refused'],
    ['a proxy without its server', { status: 502 }, 'server-unreachable'],
    ['a fault of the server', { status: 500 }, 'bad-answer'],
    ['a login page', { status: 200, body: '<html>' }, 'bad-answer'],
    [
      'a conflict',
      { status: 409, body: { type: 'SpacesJobConflict', message: 'm' } },
      'conflict'
    ],
    [
      'an unknown job',
      { status: 404, body: { type: 'SpacesBadRequest', message: 'm' } },
      'not-allowed'
    ],
    [
      'a refusal by AWS',
      { status: 409, body: { type: 'ResourceInUse', message: 'm' } },
      'aws'
    ]
  ])('tells %s', async (_, answer, kind) => {
    expect((await problemOf(() => answer)).kind).toBe(kind);
  });

  it('tells a server that is not there', async () => {
    const problem = await problemOf(() => {
      throw new TypeError('Failed to fetch');
    });
    expect(problem.kind).toBe('server-unreachable');
  });

  it('keeps type and text of an error', async () => {
    const body = { type: 'ResourceInUse', message: 'App exists' };
    expect(await problemOf(() => ({ status: 409, body }))).toEqual({
      kind: 'aws',
      tried: 'here',
      type: 'ResourceInUse',
      text: 'App exists'
    });
  });
});
