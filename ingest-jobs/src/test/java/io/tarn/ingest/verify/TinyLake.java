package io.tarn.ingest.verify;

import io.tarn.core.CollectionName;
import io.tarn.core.Frame;
import io.tarn.core.Reason;
import io.tarn.core.config.RowSettings;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.head.Owner;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.DayOutcome;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.log.LogRecord.Placement;
import io.tarn.core.log.LogRecord.SegmentOutcome;
import io.tarn.core.log.LogTail;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.landing.QuarantineWriter;
import io.tarn.landing.QuarantinedFrame;
import io.tarn.landing.SegmentWriter;
import io.tarn.schema.Column;
import io.tarn.schema.ColumnType;
import io.tarn.schema.SchemaRegistry;
import io.tarn.schema.SettingsRegistry;
import io.tarn.schema.TableSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import java.util.zip.CRC32C;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * A lake of one segment, one day and one file, written without the code that is verified: segments by the archive's
 * writer, Parquet by parquet-java's example writer, so that a test can plant any fault.
 */
final class TinyLake {
    static final CollectionName ORDERS = new CollectionName("orders");
    static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final Instant RECEIVED = Instant.parse("2026-11-20T10:00:00.000001Z");
    private static final Owner NOBODY = new Owner("test", 1, Instant.EPOCH, Instant.EPOCH);

    final ObjectStore lake;
    final ObjectStore state;
    final Path folder;
    final TableSchema schema;
    final MessageType parquet;
    final RowSettings settings;
    final List<String> events = new ArrayList<>();
    LongFunction<String> eventId = seq -> "w1-e1-" + seq;
    SegmentKey segment;
    DerivedObject quarantine;

    TinyLake(Path folder, TableSchema schema, MessageType parquet, RowSettings settings) {
        this.folder = folder;
        this.lake = Stores.open(Stores.local(folder.resolve("lake")));
        this.state = Stores.open(Stores.local(folder.resolve("lake/_tarn")));
        this.schema = schema;
        this.parquet = parquet;
        this.settings = settings;
    }

    static RowSettings settings(List<String> id, List<String> hide) {
        return new RowSettings(
                null,
                id,
                new RowSettings.Dedupe(7, RowSettings.OnConflict.AUTO),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                hide,
                1000);
    }

    static Column column(String name, ColumnType type) {
        return new Column(name, name, Column.Variant.PLAIN, type, false);
    }

    static Column variant(String key, Column.Variant variant, ColumnType type) {
        return new Column(key + "__" + variant.name().toLowerCase(java.util.Locale.ROOT), key, variant, type, false);
    }

    TinyLake archive(String... payloads) throws IOException {
        events.addAll(List.of(payloads));
        segment = new SegmentKey(ORDERS, DAY, "w1", "e1", 0, events.size() - 1, events.size());
        archive(segment, payloads);
        return this;
    }

    /** Another segment, which nothing hydrates. */
    void archive(SegmentKey key, String... payloads) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SegmentWriter writer = new SegmentWriter(key, out)) {
            for (int i = 0; i < payloads.length; i++) {
                writer.add(new Frame(i, RECEIVED, "", Map.of(), payloads[i].getBytes(StandardCharsets.UTF_8)));
            }
            writer.finish();
        }
        state.create(key.key(), out.toByteArray());
    }

    /** Sets a frame aside. */
    TinyLake quarantine(long seq) throws IOException {
        String key = Keys.quarantine(ORDERS, DAY, "t1", 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (QuarantineWriter writer = new QuarantineWriter(key, out)) {
            writer.add(new QuarantinedFrame(
                    "orders",
                    RECEIVED,
                    "",
                    Reason.INVALID_JSON,
                    "broken",
                    "a.ndjson",
                    segment.key(),
                    seq,
                    events.get((int) seq).getBytes(StandardCharsets.UTF_8),
                    Map.of()));
            writer.finish();
        }
        state.create(key, out.toByteArray());
        quarantine = new DerivedObject(key, out.size(), crc(out.toByteArray()), 1);
        return this;
    }

    /** Publishes these frames, in this order, with what {@code fill} puts into each row. */
    TinyLake publish(List<Long> seqs, long deduplicated, BiConsumer<Group, Long> fill) throws IOException {
        String key = Keys.lakeFile(ORDERS, DAY, "t1", 0);
        Path file = folder.resolve("doctored.parquet");
        Files.createDirectories(folder);
        Files.deleteIfExists(file);
        SimpleGroupFactory groups = new SimpleGroupFactory(parquet);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(parquet)
                .build()) {
            for (long seq : seqs) {
                Group row = groups.newGroup();
                fill.accept(row, seq);
                provenance(row.addGroup("tarn"), seq);
                writer.write(row);
            }
        }
        byte[] bytes = Files.readAllBytes(file);
        lake.create(key, bytes);
        FileEntry entry = new FileEntry(FileEntry.Root.LAKE, key, bytes.length, crc(bytes), seqs.size(), 0, 1, null);
        commit(entry, deduplicated);
        return this;
    }

    private void provenance(Group tarn, long seq) {
        byte[] payload = seq < events.size() ? events.get((int) seq).getBytes(StandardCharsets.UTF_8) : new byte[0];
        tarn.append("event_id", eventId.apply(seq));
        tarn.append("received_at", RECEIVED.getEpochSecond() * 1_000_000 + RECEIVED.getNano() / 1000);
        tarn.append("segment", segment.key());
        tarn.append("seq", seq);
        tarn.append("hash", hash(payload));
    }

    private void commit(FileEntry entry, long deduplicated) {
        long set = quarantine == null ? 0 : 1;
        LogRecord record = new LogRecord(
                1,
                "t1",
                "orders",
                1,
                1,
                List.of(new SegmentOutcome(
                        segment.key(), segment.count(), segment.count() - set - deduplicated, set, deduplicated, 0, 0)),
                List.of(new DayOutcome(
                        DAY.toString(), Placement.LAKE, entry.rows(), List.of(entry), List.of(segment.key()))),
                quarantine == null ? List.of() : List.of(quarantine),
                List.of(),
                List.of(),
                null,
                RECEIVED,
                NOBODY);
        new SchemaRegistry(state).commit(ORDERS, schema);
        new SettingsRegistry(state).commit(ORDERS, 1, settings);
        state.create(Keys.logRecord(ORDERS, 1), Json.write(record));
        state.create(Keys.logTail(ORDERS), Json.write(new LogTail(1, 1, List.of())));
        Head head = new Head(
                "orders",
                DAY.toString(),
                1,
                Head.State.SEALED,
                1,
                List.of(entry),
                List.of(),
                null,
                null,
                List.of(),
                null,
                1,
                1,
                RECEIVED,
                null);
        state.create(Keys.head(ORDERS, DAY), Json.write(head));
    }

    /** What deep verification says, as {@code kind: what}. */
    List<String> deep() {
        try {
            Problems problems = new Problems();
            Files.createDirectories(folder);
            Path work = Files.createTempDirectory(folder, "work");
            DeepSources sources = new DeepSources(
                    CollectionState.load(state, ORDERS),
                    lake,
                    state,
                    version -> schema,
                    version -> settings,
                    problems,
                    new AtomicLong());
            new DeepVerify(sources, work, 2, 1 << 20).run();
            return problems.all("orders").stream()
                    .map(p -> p.kind() + ": " + p.what().replace(segment.key(), "S"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static long hash(byte[] payload) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(payload))
                    .getLong();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static String crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return String.format(java.util.Locale.ROOT, "%08x", crc.getValue());
    }
}
