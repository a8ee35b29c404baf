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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames that are set aside, one object per received day and stretch of frames of that day. Objects count only once a log record names them.
 * Not thread-safe.
 */
final class QuarantineObjects implements AutoCloseable {
    private final WorkArea work;
    private final CollectionName collection;
    private final boolean wanted;
    private final List<DerivedObject> objects = new ArrayList<>();
    private @Nullable Open open;
    private long count;

    QuarantineObjects(WorkArea work, HydrateSpec spec) {
        this.work = work;
        this.collection = spec.name();
        this.wanted = spec.outputs() == HydrateSpec.Outputs.ALL;
    }

    void add(LocalDate received, QuarantinedFrame frame) throws IOException {
        count++;
        if (!wanted) {
            return;
        }
        Open to = open;
        if (to == null || !to.received.equals(received)) {
            end();
            to = new Open(Keys.quarantine(collection, received, work.attemptName(), objects.size()), received);
            open = to;
        }
        to.writer.add(frame);
    }

    /** Frames set aside so far. */
    long count() {
        return count;
    }

    List<DerivedObject> finish() throws IOException {
        end();
        return List.copyOf(objects);
    }

    private void end() throws IOException {
        Open ending = open;
        if (ending != null) {
            objects.add(ending.finish(work));
            ending.close();
            open = null;
        }
    }

    @Override
    public void close() throws IOException {
        Open abandoned = open;
        if (abandoned != null) {
            abandoned.close();
            open = null;
        }
    }

    private static final class Open implements AutoCloseable {
        final String key;
        final LocalDate received;
        final Path file;
        final Checksum checksum = new Checksum();
        final OutputStream out;
        final QuarantineWriter writer;

        Open(String key, LocalDate received) throws IOException {
            this.key = key;
            this.received = received;
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
