/**
 * Clients of the API that are generated from its description, in the languages that
 * merchants write: they compile, and they pay.
 */
@NullMarked
package dev.sluice.clients;

import org.jspecify.annotations.NullMarked;
