package dev.sluice.warmup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the tables of a schema once more, empty, in another, with all that belongs to
 * them. What is written there is neither kept nor replicated, and holds up no commit.
 */
final class Copy {

	/**
	 * Names are told without their schema where that is the current one. What belongs to
	 * an extension is left where it is.
	 */
	private static final String PARTS = """
			with here as (
			  select current_schema()::regnamespace as schema
			), extra as (
			  select classid, objid from pg_depend where deptype = 'e'
			), relation as (
			  select pg_class.oid, relkind from here join pg_class on relnamespace = here.schema
			   where pg_class.oid not in (select objid from extra where classid = 'pg_class'::regclass)
			)
			select 'create unlogged table ' || oid::regclass || ' (like ' || here.schema || '.' || oid::regclass
			       || ' including all)'
			  from here, relation where relkind = 'r'
			union all
			select 'alter table ' || conrelid::regclass || ' add ' || pg_get_constraintdef(pg_constraint.oid, true)
			  from relation join pg_constraint on conrelid = relation.oid and contype = 'f'
			union all
			select 'create view ' || oid::regclass || ' as ' || pg_get_viewdef(oid, true) from relation where relkind = 'v'
			union all
			select replace(pg_get_functiondef(oid), 'FUNCTION ' || here.schema || '.', 'FUNCTION ' || ?::text || '.')
			  from here join pg_proc on pronamespace = here.schema and prokind = 'f'
			 where oid not in (select objid from extra where classid = 'pg_proc'::regclass)
			union all
			select pg_get_triggerdef(pg_trigger.oid, true)
			  from relation join pg_trigger on tgrelid = relation.oid and not tgisinternal""";

	private Copy() {
	}

	/**
	 * Copies the current schema.
	 * @param connection in a transaction, in which the other is the current one
	 * afterwards
	 * @param schema where to
	 */
	static void make(Connection connection, String schema) throws SQLException {
		List<String> parts = parts(connection, schema);
		try (Statement statement = connection.createStatement()) {
			var _ = statement.execute("set local search_path = " + schema);
			for (String part : parts) {
				var _ = statement.execute(part);
			}
		}
	}

	private static List<String> parts(Connection connection, String schema) throws SQLException {
		List<String> parts = new ArrayList<>();
		try (PreparedStatement statement = connection.prepareStatement(PARTS)) {
			statement.setString(1, schema);
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					parts.add(rows.getString(1));
				}
			}
		}
		return parts;
	}

}
