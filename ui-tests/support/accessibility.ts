import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { inEachTheme, type ThemeName } from './lab.js';

/** What does not work for everybody below an element: what axe finds of serious faults, and what is wrong with the focus. */
export async function faults(
  page: Page,
  selector: string
): Promise<readonly string[]> {
  return [
    ...(await seriousFaults(page, selector)),
    ...(await unreached(page.locator(selector))),
    ...(await paleRings(page.locator(selector)))
  ];
}

/** The same in each theme, of which only colours differ; `look` is called in each. */
export async function faultsInEachTheme(
  page: Page,
  selector: string,
  look: (name: ThemeName) => Promise<unknown> = async () => undefined
): Promise<readonly string[]> {
  const found: string[] = [];
  await inEachTheme(page, async name => {
    await look(name);
    const faults = [
      ...(await seriousFaults(page, selector, ['color-contrast'])),
      ...(await paleRings(page.locator(selector)))
    ];
    found.push(...faults.map(fault => `${name}: ${fault}`));
  });
  // After the first look: a walk leaves the focus elsewhere.
  return [
    ...found,
    ...(await seriousFaults(page, selector)),
    ...(await unreached(page.locator(selector)))
  ];
}

async function seriousFaults(
  page: Page,
  selector: string,
  rules: string[] | null = null
): Promise<readonly string[]> {
  // JupyterLab's body and what floats in it have no height and hide what overflows: axe takes all text for unseen. Nor does
  // it know what is painted above what. So it would look at no contrast.
  const alone = await page.addStyleTag({
    content: `
      body, body > .jp-ThemedContainer { overflow: visible !important; }
      body > :not(${selector}, :has(${selector})) { visibility: hidden !important; }`
  });
  // All is in one frame, and no rule asks for style sheets: without these it takes half as long.
  const builder = new AxeBuilder({ page })
    .include(selector)
    .setLegacyMode()
    .options({ preload: false });
  const { violations, passes } = await (
    rules ? builder.withRules(rules) : builder
  ).analyze();
  await alone.evaluate(style => (style as Element).remove());
  const looked = [...violations, ...passes].some(
    ({ id }) => id === 'color-contrast'
  );
  if (!looked) {
    return [`${selector}: axe looked at the contrast of no text`];
  }
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(node => `${node.html} ${node.failureSummary}`).join('; ')}`
    );
}

/** What can have the focus; of radio buttons, the arrow keys reach the others. */
const CONTROLS =
  'button, a[href], input:not([type="radio"]:not(:checked)), select, summary';

/**
 * The controls below an element that a walk by the Tab key does not reach.
 *
 * In a toolbar those that were there at first are reached by the arrow keys, the others by Tab.
 */
async function unreached(root: Locator): Promise<readonly string[]> {
  const { count, keys } = await root.evaluate((root, selector) => {
    const toolbar = root.closest('jp-toolbar');
    const controlsIn = (node: Element, selector: string) =>
      Array.from(node.querySelectorAll<HTMLElement>(selector)).filter(control =>
        control.checkVisibility()
      );
    const controls = controlsIn(root, selector);
    const way = toolbar
      ? controlsIn(toolbar, `${selector}, jp-button`)
      : controls;
    controls.forEach(control => (control.dataset['walk'] = 'waits'));
    root.addEventListener('focusin', event => {
      (event.target as HTMLElement).dataset['walk'] = 'reached';
    });
    way[0]?.setAttribute('data-walk-from', '');
    return {
      count: way.length,
      keys: toolbar ? ['ArrowRight', 'Tab'] : ['Tab']
    };
  }, CONTROLS);
  const page = root.page();
  const waiting = root.locator('[data-walk="waits"]');
  for (const key of keys) {
    await page.evaluate(() => {
      // What comes from elsewhere into a toolbar is sent to where one was in it.
      (document.activeElement as HTMLElement).blur();
      document.querySelector<HTMLElement>('[data-walk-from]')?.focus();
    });
    // Twice round: what is in between, such as a list that scrolls, takes a press, too.
    for (let presses = 0; presses < 2 * count; presses++) {
      if (presses >= count - 1 && (await waiting.count()) === 0) {
        break;
      }
      await page.keyboard.press(key);
    }
  }
  await page.evaluate(() =>
    document
      .querySelector('[data-walk-from]')
      ?.removeAttribute('data-walk-from')
  );
  return root.evaluate(root =>
    Array.from(root.querySelectorAll('[data-walk="waits"]')).map(
      control =>
        `not reached: ${control.getAttribute('aria-label') ?? control.textContent}`
    )
  );
}

/** The controls below an element whose focus is not seen: WCAG asks for a contrast of 3 between a ring and its ground. */
async function paleRings(root: Locator): Promise<readonly string[]> {
  // Rings are for whom the keyboard is in use.
  await root.page().keyboard.press('Tab');
  return root.evaluate((root, selector) => {
    type Colour = readonly [number, number, number];
    /** A colour that is painted over another. */
    const over = (ground: Colour, colour: string): Colour => {
      const isShare = colour.startsWith('color(');
      const [r, g, b, alpha = 1] = (colour.match(/[\d.]+(?!\w)/g) ?? []).map(
        Number
      );
      return [r, g, b].map(
        (part, index) =>
          alpha * (isShare ? 255 * part : part) + (1 - alpha) * ground[index]
      ) as unknown as Colour;
    };
    const luminance = (colour: Colour) => {
      const [r, g, b] = colour.map(part =>
        part <= 10.3 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const groundOf = (element: Element | null): Colour =>
      element
        ? over(
            groundOf(element.parentElement),
            getComputedStyle(element).backgroundColor
          )
        : [255, 255, 255];
    const ringContrast = (control: HTMLElement) => {
      (document.activeElement as HTMLElement).blur();
      control.focus();
      const style = getComputedStyle(control);
      if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) {
        return 1;
      }
      // Outside of the control is the ground of what holds it.
      const isWithin = parseFloat(style.outlineOffset) < 0;
      const ground = groundOf(isWithin ? control : control.parentElement);
      const [dark, bright] = [
        luminance(ground),
        luminance(over(ground, style.outlineColor))
      ].sort((a, b) => a - b);
      return (bright + 0.05) / (dark + 0.05);
    };
    // JupyterLab's own buttons show their focus in their own ways.
    return Array.from(root.querySelectorAll<HTMLElement>(selector))
      .filter(control => control.checkVisibility())
      .filter(
        control => !control.matches('[class*="jp-Dialog"], [class*="jp-toast"]')
      )
      .map(control => [control, ringContrast(control)] as const)
      .filter(([, contrast]) => contrast < 3)
      .map(
        ([control, contrast]) =>
          `ring of ${contrast.toFixed(1)}: ${control.getAttribute('aria-label') ?? control.textContent}`
      );
  }, CONTROLS);
}

/** What of an element's content goes over its right edge. */
export function cutOff(root: Locator): Promise<readonly string[]> {
  return root.evaluate(root => {
    const limit = root.getBoundingClientRect().right + 1;
    return Array.from(root.querySelectorAll('*'))
      .filter(element => element.getBoundingClientRect().right > limit)
      .map(element => element.textContent || element.outerHTML);
  });
}

/** What of the extension's moves on a page, by its classes: animations and transitions. */
export function moving(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .map(({ effect }) => (effect as KeyframeEffect).target!)
      .map(target => target.getAttribute('class') ?? '')
      .filter(name => name.includes('jp-Spaces'))
  );
}
