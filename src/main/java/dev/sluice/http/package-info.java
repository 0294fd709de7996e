/**
 * Bodies in, bodies out, problems, routes and representations: what every module says
 * over HTTP in one way. Knows no merchant and no payment.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "values")
package dev.sluice.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
