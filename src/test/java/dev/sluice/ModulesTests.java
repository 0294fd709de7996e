package dev.sluice;

import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;

import static org.assertj.core.api.Assertions.assertThat;

class ModulesTests {

	private final ApplicationModules modules = ApplicationModules.of(SluiceApplication.class);

	@Test
	void modulesUseOnlyWhatTheyMayUse() {
		this.modules.verify();
	}

	@Test
	void everyModuleNamesWhatItMayUse() {
		assertThat(this.modules)
			.allSatisfy((module) -> assertThat(module.getBasePackage().getName()).startsWith("dev.sluice."))
			.hasSizeGreaterThan(5);
	}

}
