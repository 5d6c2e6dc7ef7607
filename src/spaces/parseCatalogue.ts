import type { TranslationBundle } from '@jupyterlab/translation';
import { ICatalogue, ICatalogueRegion, ICatalogueType } from './catalogue';

/** What is wrong with a user's catalogue, in words for that user. */
export class CatalogueError extends Error {}

/** A user's file replaces both parts of the built-in catalogue, or one of them. */
export type OwnCatalogue = Partial<ICatalogue>;

/**
 * A user's catalogue from the text of its file, checked strictly: a misspelt member is refused, not ignored.
 *
 * @throws CatalogueError that says where something else was expected.
 */
export function parseCatalogue(
  text: string,
  trans: TranslationBundle
): OwnCatalogue {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CatalogueError(
      trans.__('It is not JSON: %1.', (error as Error).message)
    );
  }
  const check = new Checks(trans);
  const own = check.members<OwnCatalogue>('', value, {
    instances: check.optional((at, part) =>
      check.members<ICatalogue['instances']>(at, part, {
        date: check.day,
        source: check.text,
        types: (at, types) => check.map(at, types, TYPE, check.type)
      })
    ),
    prices: check.optional((at, part) =>
      check.members<NonNullable<ICatalogue['prices']>>(at, part, {
        source: check.text,
        regions: (at, regions) => check.map(at, regions, REGION, check.region)
      })
    )
  });
  if (!own.instances && !own.prices) {
    throw new CatalogueError(
      trans.__('It has neither “instances” nor “prices”.')
    );
  }
  return own;
}

const TYPE = /^ml\.[a-z0-9-]+\.[a-z0-9-]+$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

type Check<T> = (at: string, value: unknown) => T;
type Checked<T> = { readonly [K in keyof T]-?: Check<T[K]> };

/** Checks of values; `at` says where in the file a value is. */
class Checks {
  constructor(private _trans: TranslationBundle) {}

  /** An object with these members and no others. */
  members<T extends object>(at: string, value: unknown, checks: Checked<T>): T {
    const object = this._object(at, value);
    for (const key of Object.keys(object)) {
      if (!Object.hasOwn(checks, key)) {
        this._fail(
          join(at, key),
          this._trans.__('one of %1', Object.keys(checks).join(', ')),
          key
        );
      }
    }
    const checked = Object.entries<Check<unknown>>(checks).map(
      ([key, check]) => [key, check(join(at, key), object[key])]
    );
    return Object.fromEntries(
      checked.filter(([, member]) => member !== undefined)
    ) as T;
  }

  /** An object with any members whose names are of this form. */
  map<T>(
    at: string,
    value: unknown,
    form: RegExp,
    check: Check<T>
  ): Record<string, T> {
    return Object.fromEntries(
      Object.entries(this._object(at, value)).map(([key, member]) => {
        if (!form.test(key)) {
          const example = form === TYPE ? 'ml.m5.large' : 'us-east-1';
          this._fail(at, this._trans.__('a name like %1', example), key);
        }
        return [key, check(`${at}["${key}"]`, member)];
      })
    );
  }

  optional<T>(check: Check<T>): Check<T | undefined> {
    return (at, value) => (value === undefined ? undefined : check(at, value));
  }

  readonly type: Check<ICatalogueType> = (at, value) =>
    this.members<ICatalogueType>(at, value, {
      vcpu: this.positive,
      memoryGiB: this.positive,
      gpu: this.optional((at, gpu) =>
        this.members<NonNullable<ICatalogueType['gpu']>>(at, gpu, {
          count: this.positive,
          model: this.text,
          memoryGiB: this.optional(this.positive)
        })
      ),
      fastLaunch: this.optional(this.flag)
    });

  readonly region: Check<ICatalogueRegion> = (at, value) =>
    this.members<ICatalogueRegion>(at, value, {
      date: this.day,
      volume: this.optional(this.positive),
      instances: (at, prices) => this.map(at, prices, TYPE, this.positive)
    });

  /** A price that is not known is left out: it is never 0. */
  readonly positive: Check<number> = (at, value) =>
    typeof value === 'number' && value > 0 && Number.isFinite(value)
      ? value
      : this._fail(at, this._trans.__('a number above 0'), value);

  readonly text: Check<string> = (at, value) =>
    typeof value === 'string' && value.trim() !== ''
      ? value
      : this._fail(at, this._trans.__('a text'), value);

  readonly flag: Check<boolean> = (at, value) =>
    typeof value === 'boolean'
      ? value
      : this._fail(at, this._trans.__('true or false'), value);

  readonly day: Check<string> = (at, value) =>
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\d$/.test(value) &&
    !isNaN(Date.parse(value))
      ? value
      : this._fail(at, this._trans.__('a day like 2026-09-24'), value);

  private _object(at: string, value: unknown): Record<string, unknown> {
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : this._fail(at, this._trans.__('an object'), value);
  }

  private _fail(at: string, expected: string, found: unknown): never {
    const place = at || this._trans.__('the file');
    throw new CatalogueError(
      found === undefined
        ? this._trans.__('%1 is missing: %2 is expected.', place, expected)
        : this._trans.__(
            '%1: %2 is expected, not %3.',
            place,
            expected,
            short(found)
          )
    );
  }
}

function join(at: string, key: string): string {
  return at ? `${at}.${key}` : key;
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
