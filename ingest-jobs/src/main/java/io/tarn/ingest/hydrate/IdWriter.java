package io.tarn.ingest.hydrate;

import io.tarn.core.CollectionName;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord.DerivedObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes sorted ids to one object per received day. Days are not met in order, so that each has a file of its own on
 * this machine's disk, which is appended to whenever all buffers together are full. Not thread-safe.
 */
final class IdWriter implements AutoCloseable {
    private static final int BUFFERED = 32 << 20;

    private final WorkArea work;
    private final CollectionName collection;
    private final Path folder;
    private final SortedMap<Integer, Day> days = new TreeMap<>();
    private long buffered;

    IdWriter(WorkArea work, CollectionName collection) throws IOException {
        this.work = work;
        this.collection = collection;
        this.folder = Files.createTempDirectory("tarn-ids-");
    }

    void add(int receivedDay, IdEntry id) throws IOException {
        Day day = days.computeIfAbsent(receivedDay, d -> new Day());
        day.buffer.putLong(id.high());
        day.buffer.putLong(id.low());
        day.buffer.putLong(id.content());
        day.count++;
        buffered += IdObjects.ENTRY;
        if (buffered >= BUFFERED) {
            for (var each : days.entrySet()) {
                append(each.getKey(), each.getValue());
            }
            buffered = 0;
        }
    }

    /** Creates the objects, by day. */
    List<DerivedObject> finish() throws IOException {
        List<DerivedObject> objects = new ArrayList<>();
        for (var each : days.entrySet()) {
            Day day = each.getValue();
            Path file = append(each.getKey(), day);
            String key = Keys.ids(collection, LocalDate.ofEpochDay(each.getKey()), work.attemptName());
            objects.add(work.create(key, file, Files.size(file), day.checksum.hex(), day.count));
            Files.delete(file);
        }
        days.clear();
        return objects;
    }

    private Path append(int receivedDay, Day day) throws IOException {
        Path file = folder.resolve(Integer.toString(receivedDay));
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write(day.buffer.array(), 0, day.buffer.size());
        }
        day.checksum.add(day.buffer.array(), 0, day.buffer.size());
        day.buffer.clear();
        return file;
    }

    @Override
    public void close() throws IOException {
        for (Integer day : days.keySet()) {
            Files.deleteIfExists(folder.resolve(Integer.toString(day)));
        }
        Files.deleteIfExists(folder);
    }

    private static final class Day {
        final GrowingBytes buffer = new GrowingBytes(1024);
        final Checksum checksum = new Checksum();
        long count;

        Day() {
            IdObjects.writeHeader(buffer);
        }
    }
}
