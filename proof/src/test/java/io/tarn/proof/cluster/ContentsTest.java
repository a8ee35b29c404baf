package io.tarn.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.columnar.EventsToParquet;
import io.tarn.columnar.FileSink;
import io.tarn.columnar.FileSizes;
import io.tarn.columnar.RowMeta;
import io.tarn.core.json.JsonLimits;
import io.tarn.core.json.JsonParser;
import io.tarn.schema.TableSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison must see what it is there for. */
final class ContentsTest {
    private static final String FILE = "shop/year=2026/month=11/day=22/a.zstd.parquet";

    @TempDir
    Path folder;

    @Test
    void times_and_owners_of_heads_do_not_count() throws Exception {
        Contents one = lake("one", "SELECT 1 AS a", "{\"changed_at\":\"x\",\"owner\":{\"pid\":1},\"revision\":3}");
        Contents other = lake("other", "SELECT 1 AS a", "{\"changed_at\":\"y\",\"owner\":null,\"revision\":3}");

        assertThat(one.differences(other)).isEmpty();
    }

    @Test
    void rows_in_another_order_are_a_difference() throws Exception {
        Contents one = lake("one", "SELECT * FROM (VALUES (1), (2)) t(a)", "{}");
        Contents other = lake("other", "SELECT * FROM (VALUES (2), (1)) t(a)", "{}");

        assertThat(one.withoutCodec().differences(other.withoutCodec()))
                .singleElement()
                .asString()
                .contains(FILE);
    }

    @Test
    void row_groups_that_end_elsewhere_are_a_difference() throws Exception {
        String rows = "SELECT range AS a FROM range(9000)";
        Contents one = lake("one", rows, "{}", "zstd, ROW_GROUP_SIZE 2048");
        Contents other = lake("other", rows, "{}", "zstd, ROW_GROUP_SIZE 4096");

        assertThat(one.withoutCodec().differences(other.withoutCodec()))
                .singleElement()
                .asString()
                .contains("2048 rows in", "4096 rows in");
    }

    @Test
    void pages_that_end_elsewhere_are_a_difference() {
        assertThat(new Boundaries(9, List.of("a@0", "a@4"))).isNotEqualTo(new Boundaries(9, List.of("a@0", "a@5")));
    }

    @Test
    void pages_are_those_of_the_page_index() throws Exception {
        Path file = folder.resolve("tarn.parquet");
        try (EventsToParquet writer = new EventsToParquet(
                TableSchema.EMPTY, List.of(), new FileSizes(1 << 20, 1 << 20), Map.of(), index -> to(file))) {
            JsonParser parser = new JsonParser(JsonLimits.DEFAULT);
            for (int i = 0; i < 25_000; i++) {
                writer.add(parser.parse(new byte[] {'{', '}'}, 0, 2), new RowMeta("e" + i, Instant.EPOCH, "s", i, i));
            }
            writer.finish();
        }

        assertThat(Boundaries.of(file)).singleElement().satisfies(group -> {
            assertThat(group.rows()).isEqualTo(25_000);
            assertThat(group.pages())
                    .doesNotHaveDuplicates()
                    .filteredOn(page -> page.startsWith("tarn.seq@"))
                    .startsWith("tarn.seq@0")
                    .hasSizeGreaterThan(5);
        });
    }

    private static FileSink to(Path file) {
        try {
            OutputStream out = Files.newOutputStream(file);
            return new FileSink() {
                @Override
                public void write(byte[] bytes, int off, int len) throws IOException {
                    out.write(bytes, off, len);
                }

                @Override
                public void close() throws IOException {
                    out.close();
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void other_bytes_of_the_same_rows_are_one_unless_the_codec_may_differ() throws Exception {
        String head = "{\"files\":[{\"key\":\"a\",\"rows\":2,\"size\":1,\"crc32c\":\"aa\"}]}";
        Contents one = lake("one", "SELECT range AS a FROM range(9)", head);
        Contents other = lake("other", "SELECT range AS a FROM range(9)", head.replace("aa", "bb"), "snappy");

        assertThat(one.differences(other)).hasSize(2); // the file and the head
        assertThat(one.withoutCodec().differences(other.withoutCodec())).isEmpty();
    }

    @Test
    void a_file_or_a_head_too_many_is_a_difference() throws Exception {
        Contents one = lake("one", "SELECT 1 AS a", "{}");
        Path more = folder.resolve("one/lake/_tarn/heads/shop/2026-11-23.json");
        Files.writeString(more, "{}");

        assertThat(Contents.of(new Lake("one", folder.resolve("one"))).differences(one))
                .hasSize(1);
    }

    private Contents lake(String name, String rows, String head) throws Exception {
        return lake(name, rows, head, "zstd");
    }

    private Contents lake(String name, String rows, String head, String codec) throws Exception {
        Lake lake = Lake.create(name, folder.resolve(name));
        Path file = lake.root().resolve(FILE);
        Files.createDirectories(file.getParent());
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duck.createStatement()) {
            sql.execute("COPY (" + rows + ") TO '" + file + "' (FORMAT parquet, COMPRESSION " + codec + ")");
        }
        Path heads = Files.createDirectories(lake.root().resolve("_tarn/heads/shop"));
        Files.writeString(heads.resolve("2026-11-22.json"), head);
        return Contents.of(lake);
    }
}
