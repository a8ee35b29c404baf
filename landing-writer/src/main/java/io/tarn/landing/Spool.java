package io.tarn.landing;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.landing.SpoolFile.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A live writer's spool files: one per collection and received day, at most {@value #MOST_OPEN} at once, each closed by
 * size, age, change of the UTC day, or because others are needed more. Closed files go to {@code closed}. Thread-safe.
 */
final class Spool {
    static final int MOST_OPEN = 16;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final SpoolFolder folder;
    private final Disk disk;
    private final Clock clock;
    private final long segmentBytes;
    private final Duration segmentAge;
    private final Consumer<SpoolFile> closed;

    private final Object writing = new Object();
    private final LinkedHashMap<Slot, SpoolFile> open = new LinkedHashMap<>(32, 0.75f, true);
    private final List<SpoolFile> closing = new ArrayList<>();
    private long files;
    private long gathered;

    private record Slot(CollectionName collection, long day) {}

    /**
     * @param closed takes over each file that no frame comes to any more; it has its closing decision still to be
     *     written
     */
    Spool(
            SpoolFolder folder,
            Disk disk,
            Clock clock,
            long segmentBytes,
            Duration segmentAge,
            Consumer<SpoolFile> closed) {
        this.folder = folder;
        this.disk = disk;
        this.clock = clock;
        this.segmentBytes = segmentBytes;
        this.segmentAge = segmentAge;
        this.closed = closed;
    }

    SpoolFolder folder() {
        return folder;
    }

    /** Appends a frame in memory; {@code waiter} is told when a {@link #commit} has put it on the disk. */
    synchronized void append(
            CollectionName collection,
            long micros,
            String id,
            byte[] headers,
            byte[] payload,
            int offset,
            int length,
            @Nullable CompletableFuture<Ack> waiter) {
        SpoolFile file = file(new Slot(collection, Math.floorDiv(micros, MICROS_PER_DAY)));
        int before = file.gathered();
        long seq = file.append(micros, id, headers, payload, offset, length);
        gathered += file.gathered() - before;
        if (waiter != null) {
            SpoolName name = file.name();
            file.await(new Waiting(
                    waiter, new Ack.Stored(name.writer(), name.epoch(), seq, SegmentFormat.instant(micros), id)));
        }
        if (file.bytes() >= segmentBytes) {
            startClosing(file);
        }
    }

    /** Bytes that are in memory only. */
    synchronized long gathered() {
        return gathered;
    }

    synchronized boolean hasWork() {
        return gathered > 0 || !closing.isEmpty();
    }

    /** Writes what has gathered, without waiting for the disk. */
    void write() {
        work(false);
    }

    /** Puts everything appended so far on the disk and tells those who wait. */
    void commit() {
        work(true);
    }

    /** Lets files end that are old enough or of another day than today; the next {@link #commit} hands them over. */
    synchronized void closeDue() {
        Instant now = clock.instant();
        for (SpoolFile file : List.copyOf(open.values())) {
            boolean old = !now.isBefore(file.opened().plus(segmentAge));
            if (old || !day(now).equals(day(file.opened()))) {
                startClosing(file);
            }
        }
    }

    /** Lets every file end; the next {@link #commit} hands them over. */
    synchronized void closeAll() {
        List.copyOf(open.values()).forEach(this::startClosing);
    }

    /** Lets go of everything as a crash would: for tests. */
    synchronized void abandon() throws IOException {
        for (SpoolFile file : open.values()) {
            file.abandon();
        }
        folder.close();
    }

    private SpoolFile file(Slot slot) {
        SpoolFile file = open.get(slot);
        if (file == null) {
            if (open.size() == MOST_OPEN) {
                startClosing(open.values().iterator().next());
            }
            SpoolName name = SpoolName.of(folder.writer(), ++files, slot.collection, LocalDate.ofEpochDay(slot.day));
            file = new SpoolFile(name, folder.path().resolve(name.fileName()), clock.instant());
            open.put(slot, file);
        }
        return file;
    }

    private void startClosing(SpoolFile file) {
        file.startClosing();
        closing.add(file);
        drop(file);
    }

    private void drop(SpoolFile file) {
        for (Iterator<SpoolFile> all = open.values().iterator(); all.hasNext(); ) {
            if (all.next() == file) {
                all.remove();
            }
        }
    }

    private void work(boolean force) {
        synchronized (writing) {
            List<SpoolFile> taken = take();
            TarnException first = null;
            for (SpoolFile file : taken) {
                TarnException failure = write(file, force);
                first = first == null ? failure : first;
            }
            if (first != null && !force) {
                throw first;
            }
        }
    }

    private synchronized List<SpoolFile> take() {
        List<SpoolFile> taken = new ArrayList<>(closing);
        open.values().stream().filter(SpoolFile::hasWork).forEach(taken::add);
        taken.forEach(SpoolFile::take);
        closing.clear();
        gathered = 0;
        notifyAll();
        return taken;
    }

    private @Nullable TarnException write(SpoolFile file, boolean force) {
        try {
            if (file.failure() == null) {
                file.write(disk);
                if (force) {
                    file.force();
                }
            }
        } catch (IOException e) {
            retire(file, e);
        }
        TarnException failure = file.failure() == null ? null : failed(file, file.failure());
        if (force || failure != null) {
            tell(file, failure);
        }
        if (file.isLast()) {
            closed.accept(file);
        }
        return failure;
    }

    /**
     * After a failed write or force nobody knows what is on the disk: the file takes nothing more, and the next frame
     * opens another.
     */
    private synchronized void retire(SpoolFile file, IOException why) {
        drop(file);
        closing.remove(file);
        gathered -= file.gathered();
        file.take();
        file.fail(why);
    }

    private static void tell(SpoolFile file, @Nullable TarnException failure) {
        for (Waiting one : file.settled()) {
            if (failure == null) {
                one.future().complete(one.ack());
            } else {
                one.future().completeExceptionally(failure);
            }
        }
    }

    private static TarnException failed(SpoolFile file, Exception why) {
        boolean full = isFull(file.path());
        return new TarnException(
                ExitCode.UNEXPECTED,
                "Event of collection '" + file.name().collection() + "' is not stored",
                full
                        ? "the disk of the spool '" + file.path().getParent() + "' is full"
                        : "the spool file '" + file.path() + "' could not be written (" + why.getMessage() + ")",
                full
                        ? "Free some space there, or set 'spool' to another disk; then send the event again"
                        : "Check the disk; then send the event again",
                why);
    }

    private static boolean isFull(Path file) {
        try {
            return Files.getFileStore(file.getParent()).getUsableSpace() < (1 << 20);
        } catch (IOException unknown) {
            return false;
        }
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
