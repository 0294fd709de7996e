package dev.sluice.architecture;

import dev.sluice.SluiceApplication;
import org.junit.jupiter.api.Test;

import org.springframework.modulith.ApplicationModule;
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
		assertThat(this.modules).hasSizeGreaterThan(5)
			.allSatisfy((module) -> assertThat(module.getBasePackage().getAnnotation(ApplicationModule.class))
				.hasValueSatisfying((rules) -> assertThat(rules.allowedDependencies())
					.doesNotContain(ApplicationModule.OPEN_TOKEN)));
	}

}
