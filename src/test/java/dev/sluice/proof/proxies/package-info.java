/**
 * Gateways behind the proxies whose configurations are delivered, just as they are but
 * for names, ports and files.
 */
@NullMarked
package dev.sluice.proof.proxies;

import org.jspecify.annotations.NullMarked;
