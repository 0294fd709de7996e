/**
 * Judges the description of what is sent as AsyncAPI's own parser does, warnings as errors.
 */
import { readFile } from 'node:fs/promises';
import process from 'node:process';

import { DiagnosticSeverity, Parser } from '@asyncapi/parser';

const DOCUMENT = new URL('../src/main/resources/openapi/asyncapi.yaml', import.meta.url);

const diagnostics = await new Parser().validate(await readFile(DOCUMENT, 'utf8'));
for (const { severity, code, message, path, range } of diagnostics) {
  const place = `${range.start.line + 1}:${range.start.character + 1} at ${path.join('.') || 'the root'}`;
  process.stdout.write(`${DiagnosticSeverity[severity]} ${code}, ${place}: ${message}\n`);
}
const faults = diagnostics.filter(({ severity }) => severity <= DiagnosticSeverity.Warning);
process.stdout.write(`${faults.length} errors and warnings\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
