package dev.sluice;

import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the gateway. */
@SpringBootApplication
public class SluiceApplication {

	public static void main(String[] args) {
		if (Commands.named(List.of(args))) {
			System.exit(new Commands(System.out).run(List.of(args)));
		}
		SpringApplication.run(SluiceApplication.class, args);
	}

}
