/**
 * What every feature needs from HTTP, PostgreSQL and telemetry; knows no merchant and no
 * payment.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.sluice.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
