package dev.sluice.destinations.turns;

import java.util.List;

import dev.sluice.journal.Append;
import dev.sluice.journal.Projection;

import org.springframework.stereotype.Component;

/**
 * Forgets a turn as it is told. One that is told already, or is not the next of its
 * destination, is stale.
 */
@Component
class TurnRecord implements Projection<Turn> {

	/** Where somebody else has told one meanwhile its row is not there to be locked. */
	private static final String JUDGE = """
			next as materialized (
			  select e.merchant_id, e.destination_id
			    from head join change on change.merchant_id = head.merchant_id
			    join destination_events e on e.merchant_id = head.merchant_id
			     and e.destination_id = change.subject_id and e.version = change.version
			   where not exists (select from destination_events before
			                      where before.merchant_id = e.merchant_id
			                        and before.destination_id = e.destination_id and before.version < e.version)
			     for update of e
			), verdict as (
			  select change.ordinal, case when next.destination_id is null then '{stale}' end as refusal
			    from change join head on head.merchant_id = change.merchant_id
			    left join next on next.merchant_id = change.merchant_id and next.destination_id = change.subject_id
			)""".replace("{stale}", STALE);

	private static final String WRITE = """
			told as (
			  delete from destination_events e using appended
			   where e.merchant_id = appended.merchant_id and e.destination_id = appended.subject_id
			     and e.version = appended.version
			),""";

	@Override
	public String judge() {
		return JUDGE;
	}

	@Override
	public String write() {
		return WRITE;
	}

	@Override
	public List<Object> parameters(List<Append<Turn>> appends) {
		return List.of();
	}

	@Override
	public RuntimeException refusal(String reason) {
		throw new IllegalArgumentException(reason);
	}

}
