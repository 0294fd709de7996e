// Parses the files of ../aws and checks that whatever they name is declared, and that every
// variable is used. What arguments a resource has is checked by terraform validate alone.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from '@cdktf/hcl2json';

const ROOT = path.resolve(import.meta.dirname, '../aws');

const files = readdirSync(ROOT).filter((name) => name.endsWith('.tf'));
const parsed = await Promise.all(files.map(async (name) => parse(name, readFileSync(path.join(ROOT, name), 'utf8'))));
const faults = [];

const declared = new Set();
for (const file of parsed) {
  Object.keys(file.variable ?? {}).forEach((name) => declared.add(`var.${name}`));
  (file.locals ?? []).flatMap(Object.keys).forEach((name) => declared.add(`local.${name}`));
  for (const [type, ones] of Object.entries(file.resource ?? {})) {
    Object.keys(ones).forEach((name) => declared.add(`${type}.${name}`));
  }
  for (const [type, ones] of Object.entries(file.data ?? {})) {
    Object.keys(ones).forEach((name) => declared.add(`data.${type}.${name}`));
  }
}

const used = new Set();
for (const name of files) {
  const text = readFileSync(path.join(ROOT, name), 'utf8').replaceAll(/^\s*#.*$/gm, '');
  for (const [reference] of text.matchAll(/\b(?:var|local)\.\w+|\bdata\.aws_\w+\.\w+|(?<![.\w"])aws_\w+\.\w+/g)) {
    used.add(reference);
    if (!declared.has(reference)) {
      faults.push(`${name}: there is no ${reference}`);
    }
  }
}
for (const name of declared) {
  if (/^(?:var|local|data)\./.test(name) && !used.has(name)) {
    faults.push(`${name} is used by nobody`);
  }
}
for (const file of parsed) {
  for (const [kind, fields] of [['variable', ['description', 'type']], ['output', ['description']]]) {
    for (const [name, [body]] of Object.entries(file[kind] ?? {})) {
      fields.filter((field) => !body[field]).forEach((field) => faults.push(`${kind} ${name} has no ${field}`));
    }
  }
}

faults.forEach((one) => console.error(one));
console.log(`${files.length} files, ${declared.size} declarations, ${faults.length} faults`);
process.exitCode = faults.length > 0 || files.length === 0 ? 1 : 0;
