package io.tarn.landing;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.landing.SpoolFile.Waiter;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A live writer's spool files: one per collection and received day, at most {@value #MOST_OPEN} at once, each closed by
 * size, age, change of the UTC day, or because others are needed more. Closed files go to {@code closed}. Thread-safe.
 *
 * <p>When a write or force of {@link #commit} fails, the frames that nobody was acknowledged for go to a new file, in
 * three steps of which each is on the disk before the next begins:
 *
 * <ol>
 *   <li>the poisoned file is renamed to say how many frames, and bytes, were forced before; that is its closing
 *       decision, and whoever publishes it, now or after a crash, takes no more than that. Without any it is deleted
 *   <li>the frames are written to a new file, which has an epoch of its own, and forced
 *   <li>those who wait are acknowledged, with the new places
 * </ol>
 *
 * So a frame of the poisoned tail that did reach the disk is not in the archive twice: before step 1 is done there is
 * no other file, and after it the tail is cut off. Where {@value #MOST_MOVES} new files fail too, those who wait get
 * the error, and the name is given before the file is published.
 */
final class Spool {
    static final int MOST_OPEN = 16;
    /** A disk that fails this often in a row is broken or full. */
    static final int MOST_MOVES = 3;

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

    /** An event with its headers as they are stored. */
    @SuppressWarnings("ArrayRecordComponent")
    record Encoded(Event event, byte[] headers) {
        private static final byte[] NO_HEADERS = encode(Map.of());

        static Encoded of(Event event) {
            return new Encoded(event, event.headers().isEmpty() ? NO_HEADERS : encode(event.headers()));
        }

        private static byte[] encode(Map<String, String> headers) {
            return new AvroBuffer(64).writeMap(headers).toByteArray();
        }
    }

    private record Slot(CollectionName collection, long day) {}

    /**
     * @param closed takes over each file that no frame comes to any more; it has its closing decision still to be
     *     written
     */
    Spool(SpoolFolder folder, LandingConfig config, Consumer<SpoolFile> closed) {
        this.folder = folder;
        this.disk = config.disk();
        this.clock = config.clock();
        this.segmentBytes = config.segmentBytes();
        this.segmentAge = config.segmentAge();
        this.closed = closed;
    }

    SpoolFolder folder() {
        return folder;
    }

    /** Appends a frame in memory; its bytes may be used again afterwards. */
    synchronized void append(
            CollectionName collection, long micros, String id, byte[] headers, byte[] payload, int offset, int length) {
        SpoolFile file = file(collection, micros);
        int before = file.gathered();
        file.append(micros, id, headers, payload, offset, length);
        gathered += file.gathered() - before;
        if (file.bytes() >= segmentBytes) {
            startClosing(file);
        }
    }

    /** Appends events in memory, one behind the other; {@code waiter} is told when they are on the disk. */
    synchronized void append(CollectionName collection, long micros, List<Encoded> events, Waiter waiter) {
        SpoolFile file = file(collection, micros);
        int before = file.gathered();
        long first = file.count();
        for (Encoded one : events) {
            byte[] payload = one.event.payload();
            file.append(micros, one.event.id(), one.headers, payload, 0, payload.length);
        }
        file.await(first, waiter);
        gathered += file.gathered() - before;
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
        try {
            for (SpoolFile file : open.values()) {
                file.abandon();
            }
        } finally {
            folder.close();
        }
    }

    private SpoolFile file(CollectionName collection, long micros) {
        Slot slot = new Slot(collection, Math.floorDiv(micros, MICROS_PER_DAY));
        SpoolFile file = open.get(slot);
        if (file == null) {
            if (open.size() == MOST_OPEN) {
                startClosing(open.values().iterator().next());
            }
            file = newFile(slot.collection, LocalDate.ofEpochDay(slot.day), clock.instant());
            open.put(slot, file);
        }
        return file;
    }

    private SpoolFile newFile(CollectionName collection, LocalDate received, Instant opened) {
        SpoolName name = SpoolName.of(folder.writer(), ++files, collection, received);
        return new SpoolFile(name, folder.path().resolve(name.fileName()), opened);
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
            file.write(disk);
            if (force) {
                file.force();
            }
        } catch (IOException e) {
            file.poison(e);
            return force ? move(file, e) : giveUp(file, e);
        }
        settle(file);
        return null;
    }

    private void settle(SpoolFile file) {
        file.settle();
        if (file.isLast()) {
            closed.accept(file);
        }
    }

    /** Puts what a poisoned file has not on the disk into a new one, and that again if need be. */
    private @Nullable TarnException move(SpoolFile from, IOException why) {
        SpoolFile file = from;
        for (int move = 0; move < MOST_MOVES; move++) {
            try {
                file.condemn(disk);
                file = replace(file);
                file.write(disk);
                file.force();
            } catch (IOException e) {
                if (e != why) {
                    why.addSuppressed(e);
                }
                file.poison(why);
                continue;
            }
            settle(file);
            return null;
        }
        return giveUp(file, why);
    }

    private SpoolFile replace(SpoolFile condemned) {
        SpoolName name = condemned.name();
        SpoolFile next;
        synchronized (this) {
            next = newFile(name.collection(), name.received(), condemned.opened());
            condemned.moveTo(next);
            open.entrySet().stream().filter(e -> e.getValue() == condemned).forEach(e -> e.setValue(next));
            closing.replaceAll(file -> file == condemned ? next : file);
        }
        closed.accept(condemned);
        return next;
    }

    private TarnException giveUp(SpoolFile file, IOException why) {
        TarnException failure = failed(file, why);
        List<Waiter> waiters;
        synchronized (this) {
            drop(file);
            closing.remove(file);
            gathered -= file.gathered();
            waiters = file.giveUp();
        }
        waiters.forEach(one -> one.failed(failure));
        closed.accept(file);
        return failure;
    }

    private TarnException failed(SpoolFile file, IOException why) {
        boolean full = isFull(why);
        return new TarnException(
                ExitCode.UNEXPECTED,
                "Event of collection '" + file.name().collection() + "' is not stored",
                full
                        ? "the disk of the spool '" + folder.path() + "' is full"
                        : "the spool file '" + file.path() + "' could not be written (" + why.getMessage() + ")",
                full
                        ? "Free some space there, or set 'spool' to another disk; then send the event again"
                        : "Check the disk; then send the event again",
                why);
    }

    private boolean isFull(IOException why) {
        try {
            return String.valueOf(why.getMessage()).startsWith("No space left") || disk.room(folder.path()) < (1 << 20);
        } catch (IOException unknown) {
            return false;
        }
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
