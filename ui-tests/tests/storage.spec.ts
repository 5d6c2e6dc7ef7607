import type { Page } from '@playwright/test';
import { makePrivate } from '../support/aws.js';
import { expect, test } from '../support/fixtures.js';
import { cutOff, faultsInEachTheme, moving } from '../support/accessibility.js';
import {
  inEachTheme,
  labReady,
  setSidebarWidth,
  THEMES,
  useSettings
} from '../support/lab.js';
import { SpacesPanel } from '../support/panel.js';
import { runInside } from '../support/shell.js';

/** Ana's own space, in which she is. */
const DESK = 'desk';
const GB = 2 ** 30;

test.beforeEach(({ domain }) => makePrivate(domain, DESK));

const toast = (page: Page) => page.locator('.Toastify__toast');
const folderItem = (page: Page) => page.locator('.jp-Spaces-folder');

/** Show what fills the home, by the command palette. */
async function showUsage(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+C');
  await page.locator('.lm-CommandPalette-input').fill('Show Disk Usage');
  await page.keyboard.press('Enter');
}

test('the panel says what the home is, and every other place with its fate @image', async ({
  visit,
  domain
}) => {
  const page = await visit({ user: 'ana', space: DESK });
  const panel = new SpacesPanel(page);
  await panel.open();
  const section = panel.section('Storage');
  await expect(section).toContainText('Studio · EBS home');
  await expect(section).toContainText('Home');
  await expect(section).toContainText('EBS volume');
  await expect(section).toContainText('kept');
  const tmp = section.getByRole('listitem').filter({ hasText: '/tmp' }).first();
  await expect(tmp).toContainText('lost at stop');
  await tmp.locator('summary').press('Enter');
  await expect(tmp).toContainText('nobody else');
  if (domain.volumes !== 'directory') {
    await expect(section).toContainText(`${domain.volumes} on /dev/loop`);
  }
});

test('the file browser says where a folder lies, and a new file is warned of once where it is lost @image', async ({
  visit
}) => {
  const page = await visit({ user: 'ana', space: DESK });
  const browser = page.locator('#filebrowser');
  if (!(await browser.isVisible())) {
    await page.getByRole('tab', { name: /^File Browser/ }).click();
  }
  await expect(folderItem(page)).toHaveText('EBS volume');
  await expect(folderItem(page)).toBeVisible();
  await runInside(page, 'mkdir -p /tmp/scratch; ln -sfn /tmp/scratch scratch');
  await browser.getByRole('button', { name: /^Refresh/ }).click();
  await browser.getByText('scratch', { exact: true }).dblclick();
  await expect(folderItem(page)).toHaveText('lost at stop');
  await expect(folderItem(page)).toHaveAttribute(
    'title',
    /\/tmp\/scratch lies on: memory/
  );
  const makeFolder = async () => {
    await browser.getByRole('button', { name: 'New Folder' }).click();
    await expect(browser.locator('input:focus')).toBeVisible();
    await page.keyboard.press('Enter'); // its name stays as it is
    await expect(browser.locator('input:focus')).toHaveCount(0);
  };
  await makeFolder();
  await expect(toast(page)).toHaveText(/\/tmp\/scratch is lost when/);
  await makeFolder();
  await expect(browser.getByText('Untitled Folder 1')).toBeVisible();
  await expect(toast(page)).toHaveCount(1);
});

test('a home that is nearly full is warned of, and clearing a cache moves the figures', async ({
  visit,
  domain,
  picture
}) => {
  test.skip(
    domain.volumes === 'directory',
    'Volumes are directories on this machine: they have no size of their own.'
  );
  const page = await visit({ user: 'ana', space: DESK });
  const panel = new SpacesPanel(page);
  await panel.open();
  const section = panel.section('Storage');
  await expect(section).toContainText('EBS volume');

  // Nothing is written: the blocks are only set aside.
  await runInside(
    page,
    'mkdir -p ~/.cache/pip/http-v2 ~/data; fallocate -l 17G ~/.cache/pip/http-v2/body; fallocate -l 2G ~/data/train.bin'
  );
  await panel.refresh();
  await expect(section).toContainText(/9[5-9]\s%/);
  await expect(toast(page)).toContainText(/The home is 9[5-9]\s% full/);
  await expect(
    section.getByRole('button', { name: 'Grow the volume…' })
  ).toBeVisible();

  await picture(page, 'nearly-full');
  await toast(page).getByRole('button', { name: 'Clear…' }).click();
  const usage = page.locator('.jp-Spaces-usageTab');
  await usage.getByRole('button', { name: 'Scan', exact: true }).click();
  const files = usage.getByRole('list', { name: 'Largest files' });
  await expect(files.getByRole('listitem').first()).toContainText('17 GB');
  await expect(usage.getByRole('status')).toContainText('scanned');

  const clear = usage.getByRole('button', { name: "Clear pip's cache…" });
  await clear.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('17 GB in 1 file');
  await dialog.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(clear).toHaveCount(0);
  await expect(files).not.toContainText('17 GB');
  await expect(usage).toContainText(/1\d\s% used/);
  await expect(section).toContainText(/1\d\s%/);
  await expect(toast(page).filter({ hasText: 'The home is' })).toHaveCount(0);
  await expect(toast(page)).toContainText("pip's cache: 17 GB freed.");

  // The last result is shown at once, also after a reload.
  await page.reload();
  await labReady(page);
  await showUsage(page);
  await expect(usage.getByRole('status')).toContainText('scanned');
  await runInside(page, 'rm -rf ~/data ~/.cache/pip');
});

test('a home that is nearly full can be grown from its warning', async ({
  visit
}) => {
  const page = await visit({
    user: 'ana',
    space: DESK,
    theme: THEMES.light,
    prepare: page => answerMounts(page, [{ ...HOME, ...used(0.96) }])
  });
  const grow = toast(page).getByRole('button', { name: 'Grow…' });
  await expect(grow).toBeVisible();
  expect(await faultsInEachTheme(page, '.Toastify__toast')).toEqual([]);
  await grow.press('Enter');
  const size = page.getByLabel('EBS volume, GB');
  await expect(size).toHaveValue('30');
  await expect(page.locator('.jp-Spaces-formTab')).toContainText('6 hours');
});

test('warnings and the item in the file browser can be switched off', async ({
  visit
}) => {
  const page = await visit({
    user: 'ana',
    space: DESK,
    prepare: async page => {
      await answerMounts(page, [{ ...HOME, ...used(0.96) }]);
      await useSettings(page, 'jupyterlab-sagemaker-spaces:storage', {
        warnings: false,
        folderItem: false
      });
    }
  });
  const panel = new SpacesPanel(page);
  await panel.open();
  await expect(panel.section('Storage')).toContainText('96 %');
  await expect(toast(page)).toHaveCount(0);
  await page.getByRole('tab', { name: /^File Browser/ }).click();
  await expect(folderItem(page)).toBeHidden();
});

const HOME = {
  path: '/home/sagemaker-user',
  also: [],
  home: true,
  fstype: 'ext4',
  source: '/dev/nvme1n1',
  kind: 'ebs',
  device: {
    name: 'nvme1n1',
    model: 'Amazon Elastic Block Store',
    volume_id: 'vol-0123456789abcdef0'
  },
  file_system_id: null,
  access_point_id: null,
  because: 'nvme-model',
  survives_stop: true,
  shared: 'nobody',
  state: 'ok',
  error: null,
  size: 20 * GB,
  used: 14.2 * GB,
  free: 5.8 * GB,
  inodes: { size: 1_310_720, used: 48_213 }
};

const used = (share: number) => ({
  used: 20 * GB * share,
  free: 20 * GB * (1 - share)
});

const network = { device: null, because: 'mount-point', home: false };

/** As the facts tell a space of Studio; composed, not recorded. */
const PLACES = [
  HOME,
  {
    ...HOME,
    ...network,
    path: '/',
    fstype: 'overlay',
    source: 'overlay',
    kind: 'container',
    because: 'fstype',
    survives_stop: false,
    size: 37 * GB,
    used: 21 * GB,
    free: 16 * GB
  },
  {
    ...HOME,
    ...network,
    path: '/home/sagemaker-user/user-default-efs',
    fstype: 'nfs4',
    source: '127.0.0.1:/200005',
    kind: 'efs',
    shared: 'domain',
    state: 'not-answering',
    error: 'No answer within 2 s.',
    size: null,
    used: null,
    free: null,
    inodes: null
  },
  {
    ...HOME,
    ...network,
    path: '/mnt/custom-file-systems/efs/fs-0123456789abcdef0_fsap-0fedcba9876543210',
    fstype: 'nfs4',
    source: '127.0.0.1:/',
    kind: 'efs',
    file_system_id: 'fs-0123456789abcdef0',
    access_point_id: 'fsap-0fedcba9876543210',
    shared: 'others',
    size: null,
    used: 812 * GB,
    free: null,
    inodes: null
  },
  {
    ...HOME,
    ...network,
    path: '/mnt/custom-file-systems/fsx_lustre/fs-0aaaaaaaaaaaaaaaa',
    fstype: 'lustre',
    source: '10.1.53.46@tcp:/ylacfb4v/aman1',
    kind: 'fsx-lustre',
    file_system_id: 'fs-0aaaaaaaaaaaaaaaa',
    because: 'fstype',
    shared: 'others',
    size: 1200 * GB,
    used: 1150 * GB,
    free: 50 * GB
  },
  {
    ...HOME,
    ...network,
    path: '/mnt/team-data-that-has-quite-a-long-name/of-the-churn-project',
    fstype: 'fuse.mountpoint-s3',
    source: 'mountpoint-s3',
    kind: 's3',
    because: 'fstype',
    shared: 'others',
    size: null,
    used: null,
    free: null,
    inodes: null
  }
];

/** Let the server part tell these file systems. */
async function answerMounts(
  page: Page,
  mounts: readonly object[]
): Promise<void> {
  await page.route(/\/sagemaker-spaces\/mounts(\?\d+)?$/, route =>
    route.fulfill({
      json: {
        home: HOME.path,
        root: HOME.path,
        verdict: 'studio',
        mounts
      }
    })
  );
}

test('the section fits a sidebar of 180, 300 and 500 px, in each theme', async ({
  visit,
  picture
}) => {
  test.setTimeout(180_000);
  const page = await visit({
    user: 'ana',
    space: DESK,
    theme: THEMES.light,
    prepare: page => answerMounts(page, PLACES)
  });
  const panel = new SpacesPanel(page);
  await panel.open();
  const section = panel.section('Storage');
  await expect(section).toContainText('not answering');
  await section.locator('summary', { hasText: 'fs-0123' }).click();
  await expect(section).toContainText('fsap-0fedcba9876543210');
  for (const width of [180, 300, 500]) {
    await setSidebarWidth(page, width);
    await section.scrollIntoViewIfNeeded();
    expect(await cutOff(section), 'cut off at the right').toEqual([]);
    await inEachTheme(page, name => picture(page, `storage-${name}-${width}`));
  }
  expect(await faultsInEachTheme(page, '.jp-Spaces-storage')).toEqual([]);
});

const CACHE = `${HOME.path}/.cache`;
const EFS = PLACES[3].path;
const LONG = `${HOME.path}/projects/churn/${'a-folder-with-quite-a-long-name/'.repeat(4)}run`;

const RESULT = {
  where: 'home',
  path: HOME.path,
  state: 'done',
  error: null,
  started: new Date(Date.now() - 200_000).toISOString(),
  ended: new Date(Date.now() - 190_000).toISOString(),
  cleared_since: null,
  bytes: 14 * GB,
  files: 48_213,
  folders: 3120,
  largest_folders: [
    { path: HOME.path, bytes: 14 * GB, files: 48_213 },
    { path: `${HOME.path}/projects`, bytes: 6.1 * GB, files: 1204 },
    { path: LONG, bytes: 3.4 * GB, files: 1 },
    ...Array.from({ length: 12 }, (_, index) => ({
      path: `${HOME.path}/data/part-${index}`,
      bytes: (12 - index) * 2 ** 27,
      files: 31
    }))
  ],
  largest_files: [
    {
      path: `${LONG}/model-\\xff.safetensors`,
      bytes: 3.4 * GB,
      modified: '2026-10-01T10:00:00Z'
    },
    {
      path: `${HOME.path}/data/train.parquet`,
      bytes: 1.2 * GB,
      modified: '2026-11-20T10:00:00Z'
    }
  ],
  owners: [
    { uid: 200_005, bytes: 9 * GB, files: 40_000 },
    { uid: 200_010, bytes: 5 * GB, files: 8213 },
    { uid: 0, bytes: 4096, files: 0 }
  ],
  hogs: { pip: 2.3 * GB, models: 4.4 * GB },
  unread: {
    count: 2,
    examples: [{ path: `${HOME.path}/private`, why: 'Permission denied' }]
  },
  vanished: 3,
  other_file_systems: [`${HOME.path}/user-default-efs`]
};

/** Let the server part tell this usage; composed, not recorded. */
async function answerUsage(page: Page, part: object): Promise<void> {
  const hog = { safe: false, paths: [`${CACHE}/huggingface`] };
  await page.route(/\/sagemaker-spaces\/usage(\?\d+)?$/, route =>
    route.fulfill({
      json: {
        where: [
          { id: 'home', path: HOME.path },
          { id: EFS, path: EFS }
        ],
        results: {},
        running: {},
        failed: {},
        days_until_full: 11.6,
        hogs: [
          {
            id: 'pip',
            name: "pip's cache",
            paths: [`${CACHE}/pip/http-v2`, `${CACHE}/pip/wheels`],
            safe: true,
            why: 'Packages that pip has downloaded or built. It gets them again when it needs them.'
          },
          { ...hog, id: 'models', name: 'Models', why: 'They may be gated.' }
        ],
        ...part
      }
    })
  );
}

test('the disk usage fits a window of 700 and 1280 px, in each theme', async ({
  visit,
  picture
}) => {
  test.setTimeout(180_000);
  const running = { ...RESULT, state: 'running', ended: null };
  const page = await visit({
    user: 'ana',
    space: DESK,
    theme: THEMES.light,
    prepare: async page => {
      await answerMounts(page, PLACES);
      await answerUsage(page, {
        results: {
          home: RESULT,
          [EFS]: { ...RESULT, where: EFS, path: EFS, hogs: {} }
        },
        running: { home: running },
        failed: { [EFS]: { ...RESULT, state: 'failed', error: 'Killed.' } }
      });
    }
  });
  await showUsage(page);
  const usage = page.locator('.jp-Spaces-usageTab');
  const expectWell = async (what: string) => {
    for (const width of [700, 1280]) {
      await page.setViewportSize({ width, height: 1400 });
      expect(await cutOff(usage), 'cut off at the right').toEqual([]);
      await picture(page, `${what}-${width}`);
    }
    expect(
      await faultsInEachTheme(page, '.jp-Spaces-usageTab', name =>
        picture(page, `${what}-${name}`)
      )
    ).toEqual([]);
  };
  await expect(usage.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await expect(usage).toContainText('in about 12 days');
  await expectWell('usage');
  expect(await moving(page)).toEqual(['jp-Spaces-scanning']);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await moving(page)).toEqual([]);
  expect(await faultsInEachTheme(page, '.jp-Spaces-folderItem')).toEqual([]);

  await usage.getByLabel('Where').selectOption(EFS);
  await expect(usage.getByRole('list', { name: 'By owner' })).toBeVisible();
  await expect(usage.getByRole('alert')).toContainText('Killed.');
  await expectWell('usage-efs');
});

test.describe('while the server part fails', () => {
  test.use({ allowedConsole: [/mounts|usage/] });

  test('the section and the tab say so, and try again', async ({
    visit,
    picture
  }) => {
    let isWell = false;
    const page = await visit({
      user: 'ana',
      space: DESK,
      prepare: page =>
        page.route(/\/sagemaker-spaces\/(mounts|usage)/, route =>
          isWell
            ? route.continue()
            : route.fulfill({ status: 502, body: 'Bad gateway' })
        )
    });
    const panel = new SpacesPanel(page);
    await panel.open();
    const section = panel.section('Storage');
    await expect(section.getByRole('status')).toBeVisible();
    await showUsage(page);
    const usage = page.locator('.jp-Spaces-usageTab');
    await expect(usage.getByRole('button', { name: 'Try now' })).toBeVisible();
    await picture(page, 'storage-failing');
    isWell = true;
    await section.getByRole('button', { name: 'Try now' }).click();
    await expect(section).toContainText('EBS volume');
    await usage.getByRole('button', { name: 'Try now' }).click();
    await expect(usage.getByRole('button', { name: /^Scan/ })).toBeVisible();
  });
});
