package io.tarn.ingest.hydrate;

import io.tarn.core.json.JsonLimits;
import io.tarn.core.json.JsonParser;
import io.tarn.core.json.JsonRejected;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The rows of another source in the order of their {@link SortKey}; equal ones as they came. Holds a bounded number of
 * bytes: more are sorted in stretches on this machine's disk and merged. Where the stretches end has no influence on
 * the order. Not thread-safe.
 */
final class SortedRows implements RowSource, AutoCloseable {
    private final Path folder;
    private final PriorityQueue<Stretch> stretches = new PriorityQueue<>();
    private final List<Path> files = new ArrayList<>();
    private final GrowingBytes rows = new GrowingBytes(1 << 16);
    private final GrowingBytes keys = new GrowingBytes(1 << 12);
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(int key, int keyEnd, int row, int rowEnd) {}

    /** Reads the source to its end. */
    SortedRows(RowSource source, SortKey key, int capacity) throws IOException {
        folder = Files.createTempDirectory("tarn-sort-");
        try {
            fill(source, key, capacity);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void fill(RowSource source, SortKey key, int capacity) throws IOException {
        JsonParser parser = new JsonParser(JsonLimits.DEFAULT);
        SpilledRow row = source.next();
        while (row != null) {
            int keyAt = keys.size();
            int rowAt = rows.size();
            try {
                key.append(parser.parse(row.bytes(), row.from(), row.to()), keys);
            } catch (JsonRejected rejected) {
                throw new IOException("Row " + row.seq() + " was accepted before and is refused now", rejected);
            }
            RowCodec.write(row, rows);
            entries.add(new Entry(keyAt, keys.size(), rowAt, rows.size()));
            if ((long) rows.size() + keys.size() >= capacity) {
                spill();
            }
            row = source.next();
        }
        if (!entries.isEmpty()) {
            spill();
        }
        for (int i = 0; i < files.size(); i++) {
            stretches.add(new Stretch(i, files.get(i)));
        }
    }

    private void spill() throws IOException {
        byte[] bytes = keys.array();
        entries.sort((a, b) -> Arrays.compareUnsigned(bytes, a.key, a.keyEnd, bytes, b.key, b.keyEnd)); // stable
        Path file = folder.resolve(Integer.toString(files.size()));
        files.add(file);
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (Entry entry : entries) {
                out.writeInt(entry.keyEnd - entry.key);
                out.write(bytes, entry.key, entry.keyEnd - entry.key);
                out.writeInt(entry.rowEnd - entry.row);
                out.write(rows.array(), entry.row, entry.rowEnd - entry.row);
            }
            out.writeInt(-1);
        }
        entries.clear();
        keys.clear();
        rows.clear();
    }

    @Override
    public @Nullable SpilledRow next() throws IOException {
        Stretch first = stretches.poll();
        if (first == null) {
            return null;
        }
        SpilledRow row = new RowCodec.Reader(first.row, first.row.length).next();
        if (first.advance()) {
            stretches.add(first);
        }
        return row;
    }

    @Override
    public void close() throws IOException {
        for (Stretch stretch : stretches) {
            stretch.in.close();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }

    private static final class Stretch implements Comparable<Stretch> {
        private final int number;
        private final DataInputStream in;
        private byte[] key = {};
        private byte[] row = {};

        @SuppressWarnings("MustBeClosedChecker")
        Stretch(int number, Path file) throws IOException {
            this.number = number;
            this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
            advance();
        }

        boolean advance() {
            try {
                int length = in.readInt();
                if (length < 0) {
                    in.close();
                    return false;
                }
                key = in.readNBytes(length);
                row = in.readNBytes(in.readInt());
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read sorted rows back", e);
            }
        }

        @Override
        public int compareTo(Stretch other) {
            int c = Arrays.compareUnsigned(key, other.key);
            return c == 0 ? Integer.compare(number, other.number) : c;
        }
    }
}
