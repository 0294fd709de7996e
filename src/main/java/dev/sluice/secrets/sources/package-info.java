/**
 * Where secrets are fetched from when they lie in no file: from Vault and AWS Secrets
 * Manager, once, while the environment is made and before anything else is. Nothing of it
 * stays once an instance runs.
 */
@NullMarked
package dev.sluice.secrets.sources;

import org.jspecify.annotations.NullMarked;
