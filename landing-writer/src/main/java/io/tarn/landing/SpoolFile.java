package io.tarn.landing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A spool file that frames are appended to. Two sides: frames gather in memory under the spool's lock; what was taken
 * from there is written and forced by one thread at a time, outside of it.
 */
final class SpoolFile {
    private static final int KEEP_BUFFER = 8 << 20;

    private final SpoolName name;
    private final Path path;
    private final Instant opened;
    private final SpoolFormat format;

    // Under the spool's lock.
    private AvroBuffer gathering = new AvroBuffer(64 << 10);
    private List<Waiting> waiting = new ArrayList<>();
    private long count;
    private long bytes;
    private boolean closing;
    private @Nullable Exception failure;

    // Of the thread that writes.
    private AvroBuffer writing = new AvroBuffer(64 << 10);
    private List<Waiting> written = new ArrayList<>();
    private long takenCount;
    private boolean last;
    private long writtenBytes;
    private long forcedCount;
    private long forcedBytes;
    private Disk.@Nullable Appender out;

    SpoolFile(SpoolName name, Path path, Instant opened) {
        this.name = name;
        this.path = path;
        this.opened = opened;
        this.format = new SpoolFormat(name);
    }

    /** Somebody who waits for a frame to be on the disk. */
    record Waiting(CompletableFuture<Ack> future, Ack ack) {}

    SpoolName name() {
        return name;
    }

    Path path() {
        return path;
    }

    Instant opened() {
        return opened;
    }

    // ---- under the spool's lock ----

    /** Appends a frame and gives its sequence number; {@code headers} are encoded already. */
    long append(long micros, String id, byte[] headers, byte[] payload, int offset, int length) {
        int before = gathering.size();
        int start = format.begin(gathering);
        gathering
                .writeLong(micros)
                .writeString(id)
                .append(headers, 0, headers.length)
                .writeBytes(payload, offset, length);
        format.end(gathering, start, count);
        bytes += gathering.size() - before;
        return count++;
    }

    void await(Waiting one) {
        waiting.add(one);
    }

    long bytes() {
        return bytes;
    }

    int gathered() {
        return gathering.size();
    }

    boolean hasWork() {
        return gathering.size() > 0 || !waiting.isEmpty() || closing;
    }

    void startClosing() {
        closing = true;
    }

    @Nullable
    Exception failure() {
        return failure;
    }

    /** Takes no more frames: nobody knows what is on the disk behind what was forced. */
    void fail(Exception why) {
        failure = why;
        closing = true;
        last = true;
    }

    /** Hands what has gathered to the writing side. */
    void take() {
        AvroBuffer taken = gathering;
        gathering = writing;
        writing = taken;
        written.addAll(waiting);
        waiting = new ArrayList<>();
        takenCount = count;
        last = closing;
    }

    // ---- the writing thread ----

    void write(Disk disk) throws IOException {
        if (out == null) {
            out = disk.create(path);
        }
        out.write(writing.bytes(), 0, writing.size());
        writtenBytes += writing.size();
        if (writing.bytes().length > KEEP_BUFFER) {
            writing = new AvroBuffer(64 << 10);
        }
        writing.clear();
    }

    void force() throws IOException {
        if (out != null && writtenBytes > forcedBytes) {
            out.force();
        }
        forcedBytes = writtenBytes;
        forcedCount = takenCount;
    }

    /** Whether what was taken is all that the file will ever hold. */
    boolean isLast() {
        return last;
    }

    /** Those who waited for what has been taken. */
    List<Waiting> settled() {
        List<Waiting> done = written;
        written = new ArrayList<>();
        return done;
    }

    /**
     * Forces the file with its closing decision and closes it; after a failure only what was forced before counts.
     *
     * @return how many frames it holds
     */
    long decide() throws IOException {
        if (out == null) {
            return 0;
        }
        try (Disk.Appender last = out) {
            if (failure != null) {
                last.truncate(forcedBytes);
                takenCount = forcedCount;
            }
            SpoolPublisher.decide(last, name, takenCount);
        }
        return takenCount;
    }

    /** Lets go of the file as a crash would. */
    void abandon() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
