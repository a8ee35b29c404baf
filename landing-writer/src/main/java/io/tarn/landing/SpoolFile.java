package io.tarn.landing;

import io.tarn.core.TarnException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A spool file that frames are appended to. Two sides: frames gather in memory under the spool's lock; what was taken
 * from there is written and forced by one thread at a time, outside of it.
 *
 * <p>After a failed write or force nobody knows what of the file is on the disk behind what was forced before, and a
 * later force that succeeds tells nothing about it (Linux forgets pages that it could not write). The file is
 * <em>poisoned</em>: it is never written again, {@link #condemn} gives it a name that says how much of it counts, and
 * only then may its other frames go to another file, by {@link #moveTo}.
 */
final class SpoolFile {
    private static final int KEEP_BUFFER = 8 << 20;

    private final Instant opened;
    private final SpoolFormat format;
    private SpoolName name;
    private Path path;

    // Under the spool's lock.
    private AvroBuffer gathering = new AvroBuffer(64 << 10);
    private List<Waiting> waiting = new ArrayList<>();
    private long count;
    private long bytes;
    private boolean closing;

    // Of the thread that writes; taken and not yet on the disk.
    private AvroBuffer writing = new AvroBuffer(64 << 10);
    private List<Waiting> written = new ArrayList<>();
    private long takenCount;
    private boolean last;
    private long writtenBytes;
    private long forcedCount;
    private long forcedBytes;
    private boolean poisoned;
    private boolean condemned;
    private Disk.@Nullable Appender out;

    SpoolFile(SpoolName name, Path path, Instant opened) {
        this.name = name;
        this.path = path;
        this.opened = opened;
        this.format = new SpoolFormat(name);
    }

    /** Somebody who waits for frames to be on the disk. */
    interface Waiter {
        /** They are, in this file, with sequence numbers from {@code first} on. */
        void stored(SpoolName file, long first);

        void failed(TarnException why);
    }

    private record Waiting(long first, Waiter waiter) {}

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
        int start = format.begin(gathering);
        gathering
                .writeLong(micros)
                .writeString(id)
                .append(headers, 0, headers.length)
                .writeBytes(payload, offset, length);
        return end(start);
    }

    private long end(int start) {
        format.end(gathering, start, count);
        bytes += gathering.size() - start;
        return count++;
    }

    /** Tells {@code waiter} what becomes of the frames from sequence number {@code first} on. */
    void await(long first, Waiter waiter) {
        waiting.add(new Waiting(first, waiter));
    }

    /** How many frames there are, which is the next one's sequence number. */
    long count() {
        return count;
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

    /**
     * Moves every frame that is not on the disk, with those who wait for it, to a file without any; what was taken here
     * counts as taken there.
     */
    void moveTo(SpoolFile next) {
        next.closing = last;
        moveTo(next, writing, written);
        next.take();
        moveTo(next, gathering, waiting);
        next.closing |= closing;
        count = forcedCount;
    }

    private void moveTo(SpoolFile next, AvroBuffer frames, List<Waiting> waiters) {
        ByteBuffer head = ByteBuffer.wrap(frames.bytes());
        for (int at = 0; at < frames.size(); ) {
            int length = head.getInt(at + 4);
            int start = next.format.begin(next.gathering);
            next.gathering.append(frames.bytes(), at + SpoolFormat.HEAD, length);
            next.end(start);
            at += SpoolFormat.OVERHEAD + length;
        }
        waiters.forEach(one -> next.await(one.first() - forcedCount, one.waiter()));
        frames.clear();
        waiters.clear();
    }

    /** Everybody who waits, also for what was not taken; then nobody does, and no frame is left. */
    List<Waiter> giveUp() {
        List<Waiter> all = Stream.concat(written.stream(), waiting.stream())
                .map(Waiting::waiter)
                .toList();
        written.clear();
        waiting.clear();
        writing.clear();
        gathering.clear();
        count = forcedCount;
        closing = true;
        last = true;
        return all;
    }

    // ---- the writing thread ----

    void write(Disk disk) throws IOException {
        if (out == null) {
            out = disk.create(path);
            disk.forceFolder(folder());
        }
        out.write(writing.bytes(), 0, writing.size());
        writtenBytes += writing.size();
    }

    void force() throws IOException {
        if (out != null && writtenBytes > forcedBytes) {
            out.force();
        }
        forcedBytes = writtenBytes;
        forcedCount = takenCount;
    }

    /** Tells those who waited for what was taken; its frames are remembered no longer. */
    void settle() {
        if (writing.bytes().length > KEEP_BUFFER) {
            writing = new AvroBuffer(64 << 10);
        }
        writing.clear();
        List<Waiting> done = written;
        written = new ArrayList<>();
        done.forEach(one -> one.waiter().stored(name, one.first()));
    }

    /** Whether what was taken is all that the file will ever hold. */
    boolean isLast() {
        return last;
    }

    /** Whether only what was forced counts. */
    boolean isPoisoned() {
        return poisoned;
    }

    /** The file is never written again. */
    void poison(IOException why) {
        poisoned = true;
        try {
            abandon();
        } catch (IOException alsoBroken) {
            why.addSuppressed(alsoBroken);
        }
        out = null;
    }

    /**
     * Puts it on the disk how much of a poisoned file counts: that is its closing decision. May be repeated until it
     * succeeds.
     */
    void condemn(Disk disk) throws IOException {
        if (condemned) {
            return;
        }
        SpoolName cut = name.cutTo(forcedCount, forcedBytes);
        Path to = path.resolveSibling(cut.fileName());
        if (forcedCount == 0) {
            disk.delete(path);
        } else if (!disk.exists(to)) {
            disk.move(path, to);
        }
        disk.forceFolder(folder());
        name = cut;
        path = to;
        condemned = true;
    }

    /**
     * Puts the closing decision on the disk and closes the file.
     *
     * @return how many frames it holds
     */
    long decide(Disk disk) throws IOException {
        if (poisoned) {
            condemn(disk);
            return forcedCount;
        }
        if (out == null) {
            return 0;
        }
        try (Disk.Appender ending = out) {
            SpoolPublisher.decide(ending, name, takenCount);
        }
        return takenCount;
    }

    /** Lets go of the file as a crash would. */
    void abandon() throws IOException {
        if (out != null) {
            out.close();
        }
    }

    private Path folder() {
        return path.resolveSibling(".");
    }
}
