package dev.sluice.emulators.book;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The books, where an emulator is wanted. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("sluice.emulators.enabled")
@Import({ Book.class, Sums.class, Scribe.class, FirstAnswers.class })
class EmulatorBookConfiguration {

}
