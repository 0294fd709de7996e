import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const CSS = readFileSync(new URL('../../../../frontend/page/elements/base.css', import.meta.url), 'utf8');
const [LIGHT, DARK] = [...CSS.matchAll(/:root \{([^}]*)\}/g)].map(([, block]) =>
  Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value])));
const PARTS = ['accent', 'moving', 'waiting', 'held', 'good', 'back', 'quiet', 'bad', 'edge'];
const TONES = ['moving', 'waiting', 'held', 'good', 'back', 'quiet', 'bad'];

/** WCAG 1.4.11: parts of bars are told apart by the ground between them. */
test('a part of a picture stands out from the ground that sets it off', () => {
  for (const colours of [LIGHT, { ...LIGHT, ...DARK }]) {
    for (const part of PARTS) {
      assert.ok(contrast(colours[part], colours.surface) >= 3, `${part} on the surface: ${contrast(colours[part], colours.surface)}`);
    }
  }
});

/** WCAG 1.4.3. */
test('words can be read on their ground', () => {
  for (const colours of [LIGHT, { ...LIGHT, ...DARK }]) {
    for (const tone of TONES) {
      assert.ok(contrast(colours[tone], colours[`${tone}-ground`]) >= 4.5, `${tone} on its ground`);
    }
  }
});

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
