/**
 * Where this application is reached from the machine that it runs on, and how its own
 * clients know by the certificate that they have reached it.
 */
@NullMarked
@NamedInterface("address")
package dev.sluice.http.address;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
