package dev.sluice.emulators.notices;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The sending of notices, where an emulator is wanted. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("sluice.emulators.enabled")
@Import({ Outbox.class, Postman.class, Delivery.class, Notices.class })
class NoticeConfiguration {

}
