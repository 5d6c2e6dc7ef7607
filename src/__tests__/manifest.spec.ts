import plugins from '../index';
import { CommandIDs as FormsCommands } from '../forms/commands';
import { CommandIDs as LeavingCommands } from '../leaving/Leaving';
import { CommandIDs as PanelCommands } from '../panel/commands';
import { VERSION } from '../version';

const ROOT = '../..';
const manifest = jest.requireActual(`${ROOT}/package.json`);
const schemaFiles: string[] = jest
  .requireActual('fs')
  .readdirSync('schema')
  .map((file: string) => file.replace('.json', ''));

/** The commands of menu items, those of submenus too. */
function commandsOf(items: readonly any[]): string[] {
  return items.flatMap(item => [
    ...(item.command ? [item.command] : []),
    ...commandsOf([
      ...(item.items ?? []),
      ...(item.submenu ? [item.submenu] : [])
    ])
  ]);
}

describe('the manifest', () => {
  it('has the version that the front end says', () => {
    expect(manifest.version).toBe(VERSION);
  });

  it('names every plugin after the package, once', () => {
    const ids = plugins.map(plugin => plugin.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      expect(id).toMatch(/^jupyterlab-sagemaker-spaces:[a-z-]+$/);
    }
  });

  it('has a schema only for plugins that exist', () => {
    const ids = plugins.map(plugin => plugin.id.split(':')[1]);
    expect(ids).toEqual(expect.arrayContaining(schemaFiles));
  });

  it('puts only commands that exist into menus', () => {
    const items = schemaFiles.flatMap(file => {
      const menus = jest.requireActual(`${ROOT}/schema/${file}.json`)[
        'jupyter.lab.menus'
      ];
      return menus ? [...(menus.context ?? []), ...menus.main] : [];
    });
    const used = commandsOf(items);
    expect(used).not.toHaveLength(0);
    const known = {
      ...PanelCommands,
      ...FormsCommands,
      ...LeavingCommands
    };
    expect(Object.values(known)).toEqual(expect.arrayContaining(used));
  });

  it('says for every core package which versions it runs with', () => {
    const core = Object.keys(manifest.dependencies).filter(name =>
      name.startsWith('@jupyterlab/')
    );
    for (const name of core) {
      expect([
        name,
        manifest.jupyterlab.sharedPackages[name]?.requiredVersion
      ]).toEqual([name, manifest.dependencies[name]]);
    }
  });
});
