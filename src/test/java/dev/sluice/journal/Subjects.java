package dev.sluice.journal;

import java.util.List;

/**
 * Keeps no state: the entries of a subject are what tells its version.
 *
 * @param refusal what every change is refused for; empty for none
 */
public record Subjects(String refusal) implements Projection<String> {

	public static final Projection<String> ACCEPTED = new Subjects("");

	@Override
	public String judge() {
		return """
				verdict as (
				  select change.ordinal,
				         case when change.version > 1 and not exists (
				             select from journal j where j.merchant_id = change.merchant_id and j.subject_id = change.subject_id
				                and j.version = change.version - 1) then 'stale'
				              when change.version = 1 and exists (
				             select from journal j where j.merchant_id = change.merchant_id and j.subject_id = change.subject_id)
				                then 'stale'
				              else nullif($11, '') end as refusal
				    from change join head on head.merchant_id = change.merchant_id)""";
	}

	@Override
	public String write() {
		return "";
	}

	@Override
	public List<Object> parameters(List<Append<String>> appends) {
		return List.of(this.refusal);
	}

	@Override
	public RuntimeException refusal(String reason) {
		return new IllegalStateException(reason);
	}

}
