import { expect, type Locator, type Page } from '@playwright/test';
import { SpacesPanel } from './panel.js';

/** Open the form for a new space, from the panel. */
export async function openCreate(page: Page): Promise<Locator> {
  const panel = new SpacesPanel(page);
  await panel.open();
  await panel.root.getByRole('button', { name: 'New Space…' }).click();
  const form = page.getByRole('form', { name: 'New space' });
  await expect(form.getByLabel('Name')).toBeFocused();
  await expect(form.getByLabel('EBS volume, GB')).not.toHaveValue('');
  return form;
}

/** Open the form that changes a space, from its details. */
export async function openChange(page: Page, space: string): Promise<Locator> {
  await openDetails(page, space);
  await new SpacesPanel(page)
    .row(space)
    .getByRole('button', { name: `Change ${space}…` })
    .click();
  const form = page.getByRole('form', { name: `Change ${space}` });
  await expect(form.getByLabel('EBS volume, GB')).not.toHaveValue('');
  return form;
}

/** Show the details of a space. */
export async function openDetails(page: Page, space: string): Promise<void> {
  const panel = new SpacesPanel(page);
  await panel.open();
  const toggle = panel.toggle(space);
  await expect(panel.rows.first()).toBeVisible();
  if (!(await toggle.isVisible())) {
    // Only rows in view are in the page, and other tests make spaces, too.
    await panel.search.fill(space);
  }
  await expect(toggle).toBeVisible();
  if ((await toggle.getAttribute('aria-expanded')) !== 'true') {
    await toggle.click();
  }
  await expect(toggle).toHaveAttribute('aria-expanded', 'true');
}

/** Choose an instance type in a form. */
export async function chooseInstance(
  page: Page,
  form: Locator,
  type: string
): Promise<void> {
  await form.getByRole('button', { name: /^Instance/ }).click();
  await form.getByRole('combobox', { name: /Search/ }).fill(type);
  await page.keyboard.press('Enter');
  await expect(form.getByRole('button', { name: /^Instance/ })).toContainText(
    type
  );
}

/** Go to a control by the Tab key. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await control.evaluate(node => node === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  await expect(control).toBeFocused();
}
