/**
 * Traces by OpenTelemetry: what is done for a request, wherever it is done, as spans of
 * one trace. Nothing is recorded, and nothing of it is there, unless there is a
 * collector.
 */
@NullMarked
@MayUse("http")
@NamedInterface("traces")
package dev.sluice.http.traces;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
