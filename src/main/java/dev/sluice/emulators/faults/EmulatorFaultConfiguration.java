package dev.sluice.emulators.faults;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The faults, where an emulator is wanted. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("sluice.emulators.enabled")
@Import({ EmulatorPlans.class, Disturbance.class, EmulatorFaultRoutes.class })
class EmulatorFaultConfiguration {

}
