package dev.sluice.emulators.upkeep;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The upkeep, where an emulator is wanted. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("sluice.emulators.enabled")
@Import({ Tidying.class, DueTasks.class })
class UpkeepConfiguration {

}
