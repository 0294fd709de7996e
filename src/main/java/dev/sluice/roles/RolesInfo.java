package dev.sluice.roles;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** Tells operators what an instance is there for. */
@Component
class RolesInfo implements InfoContributor {

	private final Roles roles;

	RolesInfo(Roles roles) {
		this.roles = roles;
	}

	@Override
	public void contribute(Info.Builder builder) {
		builder.withDetail("roles", this.roles.held().stream().sorted().map(Role::label).toList());
	}

}
