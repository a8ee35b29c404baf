package io.tarn.columnar;

import io.tarn.core.json.JsonLimits;
import io.tarn.core.json.JsonParser;
import io.tarn.core.json.JsonRejected;
import io.tarn.schema.Column;
import io.tarn.schema.Column.Variant;
import io.tarn.schema.ColumnType;
import io.tarn.schema.TableSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Short forms for tests. */
final class Events {
    static final FileSizes LARGE = new FileSizes(64 << 20, 64 << 20);

    private Events() {}

    static TableSchema schema(Column... columns) {
        return new TableSchema(1, 1, struct(columns));
    }

    static ColumnType.Struct struct(Column... columns) {
        return new ColumnType.Struct(List.of(columns));
    }

    static Column plain(String key, ColumnType type) {
        return new Column(key, key, Variant.PLAIN, type, false);
    }

    static Column variant(String key, Variant variant, ColumnType type) {
        return new Column(key + "__" + variant.name().toLowerCase(java.util.Locale.ROOT), key, variant, type, false);
    }

    static RowMeta meta(long seq) {
        return new RowMeta(
                "e" + seq, Instant.ofEpochSecond(1_700_000_000L + seq, 123_456_000), "seg/" + seq / 100, seq, seq * 31);
    }

    static List<WrittenFile> write(
            TableSchema schema, List<String> hide, FileSizes sizes, MemoryFiles files, List<String> events)
            throws IOException, JsonRejected {
        JsonParser parser = new JsonParser(JsonLimits.DEFAULT);
        try (EventsToParquet writer = new EventsToParquet(schema, hide, sizes, Map.of("tarn.schema", "1"), files)) {
            long seq = 0;
            for (String event : events) {
                byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
                writer.add(parser.parse(bytes, 0, bytes.length), meta(seq++));
            }
            return writer.finish();
        }
    }
}
