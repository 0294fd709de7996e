/**
 * What instances tell one another through the database: heard on one connection of its
 * own, which is tried every few seconds, since one that went silent gives no sign of it,
 * and told on another.
 */
@NullMarked
@NamedInterface("notifications")
@MayUse("postgres")
package dev.sluice.postgres.notifications;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
