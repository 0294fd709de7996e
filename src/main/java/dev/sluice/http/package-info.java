/**
 * Bodies in and out, problems, routes and representations; knows no merchant and no
 * payment.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "values")
package dev.sluice.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
