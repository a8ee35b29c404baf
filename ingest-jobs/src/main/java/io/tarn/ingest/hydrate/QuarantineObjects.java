package io.tarn.ingest.hydrate;

import io.tarn.core.CollectionName;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.landing.QuarantineWriter;
import io.tarn.landing.QuarantinedFrame;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes frames that are set aside, one object per received day; more only where frames of many days are mixed. Objects
 * count only once a log record names them. Not thread-safe.
 */
final class QuarantineObjects implements AutoCloseable {
    /** Each holds a block of 1 MiB. */
    private static final int MAX_OPEN = 16;

    private final WorkArea work;
    private final CollectionName collection;
    private final boolean wanted;
    private final List<DerivedObject> objects = new ArrayList<>();
    private final Map<LocalDate, Open> open = new LinkedHashMap<>();
    private int opened;

    QuarantineObjects(WorkArea work, HydrateSpec spec) {
        this.work = work;
        this.collection = spec.name();
        this.wanted = spec.outputs() == HydrateSpec.Outputs.ALL;
    }

    void add(LocalDate received, QuarantinedFrame frame) throws IOException {
        if (!wanted) {
            return;
        }
        Open to = open.get(received);
        if (to == null) {
            if (open.size() == MAX_OPEN) {
                end(open.keySet().iterator().next());
            }
            to = new Open(Keys.quarantine(collection, received, work.attemptName(), opened++));
            open.put(received, to);
        }
        to.writer.add(frame);
    }

    /** Creates what is left. */
    List<DerivedObject> finish() throws IOException {
        for (LocalDate received : List.copyOf(open.keySet())) {
            end(received);
        }
        return List.copyOf(objects);
    }

    private void end(LocalDate received) throws IOException {
        Open ending = open.remove(received);
        if (ending != null) {
            try (ending) {
                objects.add(ending.finish(work));
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Open abandoned : open.values()) {
            abandoned.close();
        }
        open.clear();
    }

    private static final class Open implements AutoCloseable {
        final String key;
        final Path file;
        final Checksum checksum = new Checksum();
        final OutputStream out;
        final QuarantineWriter writer;

        Open(String key) throws IOException {
            this.key = key;
            this.file = Files.createTempFile("tarn-quarantine-", ".avro");
            this.out = new Summed(Files.newOutputStream(file), checksum);
            this.writer = new QuarantineWriter(key, out);
        }

        DerivedObject finish(WorkArea work) throws IOException {
            writer.finish();
            out.close();
            return work.create(key, file, Files.size(file), checksum.hex(), writer.count());
        }

        @Override
        public void close() throws IOException {
            writer.close();
            out.close();
            Files.deleteIfExists(file);
        }
    }

    private static final class Summed extends FilterOutputStream {
        private final Checksum checksum;

        Summed(OutputStream out, Checksum checksum) {
            super(out);
            this.checksum = checksum;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            checksum.add(bytes, offset, length);
        }
    }
}
