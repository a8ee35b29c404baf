package io.tarn.orchestration.query;

import io.tarn.core.store.ObjectReader;
import io.tarn.landing.QuarantineReader;
import io.tarn.landing.QuarantinedFrame;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** The table {@code quarantine}: a row per event that was set aside, from the objects that log records name. */
final class QuarantineTable {
    static final String NAME = "quarantine";

    private QuarantineTable() {}

    static void create(DuckDBConnection connection, ObjectReader state, List<String> objects)
            throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE " + NAME + " (collection VARCHAR, received_at TIMESTAMPTZ, event_id VARCHAR,"
                            + " reason VARCHAR, detail VARCHAR, source VARCHAR, segment VARCHAR, seq BIGINT, bytes BLOB)");
        }
        try (DuckDBAppender rows = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, NAME)) {
            for (String object : objects) {
                append(rows, state, object);
            }
        }
    }

    private static void append(DuckDBAppender rows, ObjectReader state, String object)
            throws SQLException, IOException {
        try (QuarantineReader reader = QuarantineReader.open(state, object)) {
            for (QuarantinedFrame frame = reader.next(); frame != null; frame = reader.next()) {
                rows.beginRow();
                rows.append(frame.collection());
                rows.append(frame.receivedAt().atOffset(ZoneOffset.UTC));
                rows.append(frame.eventId());
                rows.append(frame.reason().wireName());
                rows.append(frame.detail());
                rows.append(frame.source());
                rows.append(frame.segment());
                rows.append(frame.seq());
                rows.append(frame.bytes());
                rows.endRow();
            }
        }
    }
}
