/** What operators see of a gateway: metrics, alerts and a dashboard. */
@NullMarked
package dev.sluice.proof.observe;

import org.jspecify.annotations.NullMarked;
