package dev.sluice.testing.tls;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabaseInitializer;

import org.springframework.test.context.ContextConfiguration;

/** Runs the whole application where every connection is one of TLS. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@SluiceTest
@ContextConfiguration(initializers = { TestDatabaseInitializer.class, TlsInitializer.class })
public @interface TlsTest {

}
