import plugins from '../index';
import { CommandIDs } from '../panel/commands';
import { VERSION } from '../version';

const ROOT = '../..';
const manifest = jest.requireActual(`${ROOT}/package.json`);
const schemaFiles: string[] = jest
  .requireActual('fs')
  .readdirSync('schema')
  .map((file: string) => file.replace('.json', ''));

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
    const menus = jest.requireActual(`${ROOT}/schema/panel.json`)[
      'jupyter.lab.menus'
    ];
    const used = [
      ...menus.context,
      ...menus.main.flatMap((menu: any) => menu.items)
    ]
      .map(item => item.command)
      .filter(Boolean);
    expect(used).not.toHaveLength(0);
    expect(Object.values(CommandIDs)).toEqual(expect.arrayContaining(used));
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
