import type { Page } from '@playwright/test';
import { cutOff, faultsInEachTheme, moving } from '../support/accessibility.js';
import { answerFor } from '../support/faults.js';
import { expect, test } from '../support/fixtures.js';
import { openDetails } from '../support/forms.js';
import { inEachTheme, setSidebarWidth, THEMES } from '../support/lab.js';
import { SpacesPanel } from '../support/panel.js';

const WIDTHS = [180, 300, 500];

const ANA = {
  user: 'ana',
  space: 'churn-team',
  theme: THEMES.light
};

/** Nothing is beyond the right edge of the panel, and no text is cut off that no tooltip tells. */
async function expectToFit(panel: SpacesPanel): Promise<void> {
  expect(await cutOff(panel.root), 'cut off at the right').toEqual([]);
  const cut = await panel.root.evaluate(root =>
    Array.from(root.querySelectorAll('*'))
      .filter(element => getComputedStyle(element).overflowX !== 'visible')
      .filter(element => element.scrollWidth > element.clientWidth + 1)
      .filter(element => element.clientWidth > 1 && !element.closest('[title]'))
      .map(element => element.textContent)
  );
  expect(cut, 'texts cut off without a tooltip').toEqual([]);
}

test('fits a sidebar of 180, 300 and 500 px, in each theme', async ({
  visit,
  picture
}) => {
  test.setTimeout(180_000);
  const page = await visit(ANA);
  expect(await faultsInEachTheme(page, '.jp-Spaces-launcherLabel')).toEqual([]);
  const panel = new SpacesPanel(page);
  await openDetails(page, 'big-model');
  await inEachTheme(page, async name => {
    for (const width of WIDTHS) {
      await setSidebarWidth(page, width);
      await picture(page, `panel-${name}-${width}`);
      await expectToFit(panel);
    }
  });
  await panel.toggleHistory();
  await expect(panel.section('History')).toBeVisible();
  for (const width of WIDTHS) {
    await setSidebarWidth(page, width);
    await picture(page, `history-${width}`);
    await expectToFit(panel);
  }
});

/** Status of a space and of its app, as AWS says it; and what the panel calls that. */
const STATUSES = [
  ['InService', 'InService', 'running'],
  ['InService', 'Pending', 'starting'],
  ['InService', 'Deleting', 'stopping'],
  ['InService', null, 'stopped'],
  ['InService', 'Failed', 'failed'],
  ['Updating', null, 'being changed'],
  ['Deleting', null, 'being deleted'],
  ['Frozen', null, 'Frozen']
] as const;

const nameOf = (word: string) => `is-${word.replace(/\s/g, '-').toLowerCase()}`;
const titleOf = (word: string) =>
  `Customer churn, second half of 2026 (${word})`;

/** Let AWS tell of a space in each status, all with long names. */
async function answerEachStatus(page: Page): Promise<void> {
  const shared = {
    Status: 'InService',
    SpaceSettingsSummary: {
      AppType: 'JupyterLab',
      SpaceStorageSettings: { EbsStorageSettings: { EbsVolumeSizeInGb: 20 } }
    },
    SpaceSharingSettingsSummary: { SharingType: 'Shared' },
    OwnershipSettingsSummary: { OwnerUserProfileName: 'ana' },
    CreationTime: 1_790_000_000,
    LastModifiedTime: 1_790_000_000
  };
  await answerFor(page, 'ListSpaces', () => ({
    body: {
      Spaces: [
        { ...shared, SpaceName: 'churn-team' },
        ...STATUSES.map(([status, , word]) => ({
          ...shared,
          SpaceName: nameOf(word),
          SpaceDisplayName: titleOf(word),
          Status: status
        }))
      ]
    }
  }));
  await answerFor(page, 'ListApps', () => ({
    body: {
      Apps: STATUSES.filter(([, app]) => app !== null).map(([, app, word]) => ({
        SpaceName: nameOf(word),
        AppType: 'JupyterLab',
        AppName: 'default',
        Status: app,
        CreationTime: Date.now() / 1000 - 600,
        ResourceSpec: { InstanceType: 'ml.g5.12xlarge' }
      }))
    }
  }));
  await answerFor(page, 'DescribeSpace', route => {
    const { SpaceName } = route.request().postDataJSON();
    return SpaceName === 'churn-team'
      ? null
      : {
          body: {
            SpaceName,
            SpaceSettings: {
              AppType: 'JupyterLab',
              JupyterLabAppSettings: {
                DefaultResourceSpec: { InstanceType: 'ml.g5.12xlarge' }
              }
            }
          }
        };
  });
  await answerFor(page, 'DescribeApp', route =>
    route.request().postDataJSON().SpaceName === 'churn-team'
      ? null
      : {
          body: {
            Status: 'Failed',
            FailureReason: 'InternalFailure: try again'
          }
        }
  );
}

test('each status is said, seen in each theme, and turns only for who wants motion', async ({
  visit,
  picture
}) => {
  test.setTimeout(180_000);
  const page = await visit({
    ...ANA,
    prepare: page => answerEachStatus(page)
  });
  const panel = new SpacesPanel(page);
  await panel.open();
  for (const [, , word] of STATUSES) {
    await expect(panel.toggle(nameOf(word))).toHaveAccessibleName(
      new RegExp(`second half of 2026 .*\\b${word}\\b(?!\\))`)
    );
  }
  for (const width of WIDTHS) {
    await setSidebarWidth(page, width);
    await expectToFit(panel);
    await picture(page, `status-${width}`);
  }
  await setSidebarWidth(page, 180);
  expect(
    await faultsInEachTheme(page, '#jp-spaces-panel', name =>
      picture(page, `status-${name}`)
    )
  ).toEqual([]);

  // Starting, stopping, being changed, being deleted.
  expect(await moving(page)).toHaveLength(4);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await moving(page)).toEqual([]);

  // Where the system's colours are all that there are, shapes tell statuses apart.
  await page.emulateMedia({ forcedColors: 'active' });
  await picture(page, 'status-forced-colors');
  const shapes = await Promise.all(
    ['running', 'failed', 'stopped'].map(word =>
      panel
        .row(nameOf(word))
        .locator('.jp-Spaces-dot')
        .evaluate(dot => {
          const style = getComputedStyle(dot);
          return [
            style.borderRadius,
            style.backgroundColor === style.borderColor
          ].join();
        })
    )
  );
  expect(shapes).toEqual(['50%,true', '0px,true', '50%,false']);
  const colours = await panel
    .row(nameOf('running'))
    .getByRole('button', { name: /^Stop/ })
    .evaluate(stop => [
      getComputedStyle(stop.querySelector('svg [fill]')!).fill,
      getComputedStyle(stop.ownerDocument.documentElement).color
    ]);
  expect(colours[0], 'the icon has the colour of text').toBe(colours[1]);
});
