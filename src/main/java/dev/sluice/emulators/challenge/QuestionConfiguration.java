package dev.sluice.emulators.challenge;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The page of 3-D Secure, where an emulator is wanted. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("sluice.emulators.enabled")
@Import({ QuestionRoutes.class })
class QuestionConfiguration {

}
