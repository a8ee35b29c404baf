package io.tarn.schema;

import io.tarn.core.config.RowSettings;
import io.tarn.core.json.JsonLimits;
import io.tarn.core.json.JsonParser;
import io.tarn.core.json.JsonRejected;
import io.tarn.core.json.JsonTape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Events, settings and decisions for tests, and schemas as text to compare. */
final class Given {
    static final RowSettings DEFAULTS = settings(1_000, Map.of(), Map.of(), List.of());

    private Given() {}

    static RowSettings settings(
            int maxColumns, Map<String, String> pins, Map<String, String> rename, List<String> hide) {
        return new RowSettings(
                null,
                List.of(),
                new RowSettings.Dedupe(7, RowSettings.OnConflict.AUTO),
                List.of(),
                new TreeMap<>(pins),
                new TreeMap<>(rename),
                hide,
                maxColumns);
    }

    static RowSettings pins(Map<String, String> pins) {
        return settings(1_000, pins, Map.of(), List.of());
    }

    static RowSettings budget(int maxColumns) {
        return settings(maxColumns, Map.of(), Map.of(), List.of());
    }

    static JsonTape tape(String event) {
        byte[] bytes = event.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        try {
            return new JsonParser(JsonLimits.DEFAULT).parse(bytes, 0, bytes.length);
        } catch (JsonRejected e) {
            throw new IllegalArgumentException(event, e);
        }
    }

    static SegmentEvidence segment(List<String> events, RowSettings settings) {
        EvidenceCollector collector = new EvidenceCollector(settings);
        events.forEach(e -> collector.add(tape(e)));
        return collector.finish();
    }

    static Evidence evidence(List<String> events, RowSettings settings) {
        return Evidence.of("s", segment(events, settings));
    }

    static TableSchema decided(String... events) {
        return next(TableSchema.EMPTY, events);
    }

    static TableSchema next(TableSchema current, String... events) {
        return next(current, DEFAULTS, events);
    }

    static TableSchema next(TableSchema current, RowSettings settings, String... events) {
        return SchemaPlanner.next(current, evidence(List.of(events), settings), settings, 1);
    }

    /** As {@code a bigint, b struct{c string}}. */
    static String columns(TableSchema schema) {
        return columns(schema.root().columns());
    }

    private static String columns(List<Column> columns) {
        return columns.stream().map(c -> c.name() + " " + type(c.type())).collect(Collectors.joining(", "));
    }

    private static String type(ColumnType type) {
        if (type instanceof ColumnType.Struct struct) {
            return "struct{" + columns(struct.columns()) + "}";
        }
        return type instanceof ColumnType.Array array ? "array<" + type(array.element()) + ">" : TypeText.of(type);
    }
}
