// Checks the manifests of ../kubernetes without a cluster: that each kustomization names what
// is there, and that whatever is built of them has the form of its kind and fits together.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as client from './node_modules/@kubernetes/client-node/dist/gen/models/all.js';
import * as yaml from 'js-yaml';

const ROOT = path.resolve(import.meta.dirname, '../kubernetes');

/** What is no object of Kubernetes. */
const NO_MANIFESTS = ['adapter-rules.yaml'];

const faults = [];

const fault = (where, what) => faults.push(`${path.relative(ROOT, where) || '.'}: ${what}`);

/** All folders with a kustomization, each of whose files must be named in it. */
function kustomizations(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  const found = entries.filter((entry) => entry.isDirectory()).flatMap((entry) => kustomizations(path.join(folder, entry.name)));
  if (!entries.some((entry) => entry.name === 'kustomization.yaml')) {
    return found;
  }
  const kustomization = yaml.load(readFileSync(path.join(folder, 'kustomization.yaml'), 'utf8'));
  const named = [
    ...(kustomization.resources ?? []),
    ...(kustomization.components ?? []),
    ...(kustomization.configMapGenerator ?? []).flatMap((generator) => [...(generator.envs ?? []), ...(generator.files ?? [])]),
  ];
  for (const name of named.filter((one) => !existsSync(path.join(folder, one)))) {
    fault(folder, `names ${name}, which is not there`);
  }
  for (const { name } of entries.filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))) {
    if (name !== 'kustomization.yaml' && !named.includes(name) && !NO_MANIFESTS.includes(name)) {
      fault(folder, `does not name ${name}`);
    }
  }
  return kustomization.kind === 'Component' ? found : [...found, folder];
}

/** The objects that a kustomization makes. */
function build(folder) {
  for (const [command, ...words] of [['kubectl', 'kustomize', folder], ['kustomize', 'build', folder]]) {
    try {
      return yaml.loadAll(execFileSync(command, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }));
    } catch (error) {
      if (error.code !== 'ENOENT') {
        fault(folder, error.stderr ?? String(error));
        return [];
      }
    }
  }
  throw new Error('Neither kubectl nor kustomize is installed.');
}

/** Types, what is required, and patterns. */
async function validate(object, name) {
  const models = object.apiVersion.startsWith('monitoring.') ? '@kubernetes-models/prometheus-operator' : 'kubernetes-models';
  const { [object.kind]: Kind } = await import(`${models}/${object.apiVersion}`);
  try {
    new Kind(object).validate();
  } catch (error) {
    fault(ROOT, `${name}: ${error.message}`);
  }
}

/** Fields that there are not, which the API would drop or refuse. */
function unknownFields(value, type, name) {
  if (value === null || typeof value !== 'object') {
    return;
  }
  const inner = /^(?:Array<|\{ \[key: string\]: )([\w.]+)[>;]/.exec(type)?.[1];
  if (inner) {
    Object.entries(value).forEach(([key, one]) => unknownFields(one, inner, `${name}.${key}`));
    return;
  }
  const fields = client[type]?.attributeTypeMap;
  for (const [key, one] of fields ? Object.entries(value) : []) {
    const field = fields.find((candidate) => candidate.baseName === key);
    if (field) {
      unknownFields(one, field.type, `${name}.${key}`);
    } else {
      fault(ROOT, `${name}: there is no ${key}`);
    }
  }
}

const includes = (labels, wanted) => Object.entries(wanted ?? {}).every(([key, value]) => labels?.[key] === value);

/** That pods are found, ports have names, and what they mount is there or promised. */
function checkPod(template, owner, objects) {
  const [container] = template.spec.containers;
  const grace = template.spec.terminationGracePeriodSeconds;
  const slept = container.lifecycle?.preStop?.sleep?.seconds ?? 0;
  if (owner.kind === 'Deployment' && grace < slept + 90) {
    fault(ROOT, `${owner.kind}: ${grace} s are too short for a sleep of ${slept} s and nine phases of 10 s`);
  }
  const ports = (container.ports ?? []).map((port) => port.name);
  for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
    const port = container[probe]?.httpGet.port;
    if (port && !ports.includes(port)) {
      fault(ROOT, `${owner.kind}: ${probe} asks at ${port}, which is no port`);
    }
  }
  for (const mount of container.volumeMounts) {
    const volume = template.spec.volumes.find((one) => one.name === mount.name);
    const map = volume?.configMap?.name;
    if (!volume || (map && !objects.some((object) => object.kind === 'ConfigMap' && object.metadata.name === map))) {
      fault(ROOT, `${owner.kind}: what is mounted at ${mount.mountPath} is not there`);
    }
  }
  const { runAsNonRoot, runAsUser } = template.spec.securityContext;
  const { readOnlyRootFilesystem, allowPrivilegeEscalation } = container.securityContext;
  if (!runAsNonRoot || runAsUser !== 10001 || !readOnlyRootFilesystem || allowPrivilegeEscalation !== false) {
    fault(ROOT, `${owner.kind}: it runs with more rights than it needs`);
  }
  return ports;
}

/** That whatever names something else in the same build names what is there. */
function checkReferences(objects, folder) {
  const owners = objects.filter((object) => object.spec?.template?.spec?.containers);
  const ports = owners.flatMap((owner) => checkPod(owner.spec.template, owner, objects));
  const built = owners.some((owner) => owner.spec.template.spec.containers[0].image.includes(':'));
  const selects = (selector) => owners.some((owner) => includes(owner.spec.template.metadata.labels, selector));
  for (const { kind, spec } of objects) {
    const selector = { Service: spec?.selector, NetworkPolicy: spec?.podSelector?.matchLabels,
      Deployment: spec?.selector?.matchLabels, PodDisruptionBudget: spec?.selector?.matchLabels }[kind];
    if (selector && !selects(selector)) {
      fault(folder, `${kind} selects no pods`);
    }
    const named = kind === 'Service' ? spec.ports.map((port) => port.targetPort)
      : kind === 'NetworkPolicy' ? spec.ingress.flatMap((rule) => rule.ports.map((port) => port.port)) : [];
    named.filter((port) => !ports.includes(port)).forEach((port) => fault(folder, `${kind} leads to ${port}, which is no port`));
    if (kind === 'HorizontalPodAutoscaler'
      && !objects.some((object) => object.kind === spec.scaleTargetRef.kind && object.metadata.name === spec.scaleTargetRef.name)) {
      fault(folder, 'HorizontalPodAutoscaler scales nothing');
    }
    if (kind === 'Ingress') {
      const services = objects.filter((object) => object.kind === 'Service');
      const backends = spec.rules.flatMap((rule) => rule.http.paths.map((one) => one.backend.service));
      backends.filter((backend) => !services.some((service) => service.metadata.name === backend.name
        && service.spec.ports.some((port) => port.name === backend.port.name)))
        .forEach((backend) => fault(folder, `Ingress leads to ${backend.name}, which is no service`));
    }
  }
  return built;
}

let count = 0;
for (const folder of kustomizations(ROOT)) {
  const objects = build(folder);
  for (const object of objects) {
    const name = `${path.relative(ROOT, folder)} ${object.kind} ${object.metadata?.name}`;
    const version = object.apiVersion.split('/').at(-1);
    await validate(object, name);
    unknownFields(object, version[0].toUpperCase() + version.slice(1) + object.kind, name);
    count += 1;
  }
  // The parts have no settings: only what is put together has all that it names.
  if (folder.includes('overlays')) {
    checkReferences(objects, folder);
  }
}
faults.forEach((one) => console.error(one));
console.log(`${count} objects, ${faults.length} faults`);
process.exitCode = faults.length > 0 || count === 0 ? 1 : 0;
