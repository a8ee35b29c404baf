package io.tarn.landing;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectReader;
import io.tarn.core.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The spool of a machine, with the folders of all its writers, live and dead. Thread-safe. */
public final class Spools {
    private Spools() {}

    /**
     * What came of publishing what dead writers left.
     *
     * @param writers folders that were taken over
     * @param damaged frames that were damaged in the spool; they are in the segments and will be quarantined
     * @param problems files that stay in the spool, and why; empty if all is well
     */
    public record Recovered(int writers, List<SegmentKey> segments, long damaged, List<String> problems) {
        public Recovered {
            segments = List.copyOf(segments);
            problems = List.copyOf(problems);
        }

        /** Frames that are in the archive now. */
        public long frames() {
            return segments.stream().mapToLong(SegmentKey::count).sum();
        }
    }

    /** Publishes the spools of dead writers, exactly as they would have done; live ones are left alone. */
    public static Recovered publishDead(Path spool, ObjectStore state, Clock clock) {
        return publishDead(spool, state, clock, Disk.REAL);
    }

    /** As {@link #publishDead(Path, ObjectStore, Clock)}, for a spool on another disk. */
    public static Recovered publishDead(Path spool, ObjectStore state, Clock clock, Disk disk) {
        Recovery recovery = new Recovery(new SpoolPublisher(disk, state, clock));
        try {
            for (Path folder : SpoolFolder.all(disk, spool)) {
                recovery.takeOver(folder);
            }
            SpoolFolder.sweep(disk, spool);
        } catch (IOException e) {
            throw unreadable(spool, e);
        }
        return new Recovered(recovery.writers, recovery.segments, recovery.damaged, recovery.problems);
    }

    /**
     * Frames of a collection that are in this machine's spool, of live and dead writers, and not in the archive yet.
     *
     * @param state where a spool file is left out whose segment was published just before a crash
     */
    public static long spooledFrames(Path spool, CollectionName collection, ObjectReader state) {
        return count(spool, collection, state);
    }

    /** As {@link #spooledFrames(Path, CollectionName, ObjectReader)}, without looking at the archive. */
    public static long spooledFrames(Path spool, CollectionName collection) {
        return count(spool, collection, null);
    }

    /** The collections that have spool files on this machine. */
    public static List<CollectionName> collections(Path spool) {
        try {
            List<CollectionName> found = new ArrayList<>();
            for (Path folder : SpoolFolder.all(Disk.REAL, spool)) {
                for (Path file : SpoolFolder.files(Disk.REAL, folder)) {
                    SpoolName.parse(file).map(SpoolName::collection).ifPresent(found::add);
                }
            }
            return found.stream().distinct().sorted().toList();
        } catch (IOException e) {
            throw unreadable(spool, e);
        }
    }

    /** Whether a writer of this machine's spool lives: its folder is there and locked. */
    public static boolean isLive(Path spool, String writer) {
        Path folder = spool.resolve(writer);
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try {
            Optional<SpoolFolder> dead = SpoolFolder.takeOver(Disk.REAL, folder);
            if (dead.isPresent()) {
                dead.get().close();
            }
            return dead.isEmpty() && Files.isDirectory(folder);
        } catch (IOException e) {
            throw unreadable(spool, e);
        }
    }

    private static long count(Path spool, CollectionName collection, @Nullable ObjectReader state) {
        try {
            long frames = 0;
            for (Path folder : SpoolFolder.all(Disk.REAL, spool)) {
                for (Path file : SpoolFolder.files(Disk.REAL, folder)) {
                    Optional<SpoolName> name = SpoolName.parse(file);
                    if (name.isPresent() && name.get().collection().equals(collection)) {
                        frames += count(file, name.get(), state);
                    }
                }
            }
            return frames;
        } catch (IOException e) {
            throw unreadable(spool, e);
        }
    }

    private static long count(Path file, SpoolName name, @Nullable ObjectReader state) throws IOException {
        try (SpoolScan scan = new SpoolScan(Disk.REAL, file, name)) {
            long frames = 0;
            while (scan.next()) {
                frames++;
            }
            boolean published = state != null
                    && scan.decided().isPresent()
                    && state.stat(name.segment(scan.decided().getAsLong()).key())
                            .isPresent();
            return published ? 0 : frames;
        } catch (NoSuchFileException publishedMeanwhile) {
            return 0;
        }
    }

    private static TarnException unreadable(Path spool, IOException e) {
        return new TarnException(
                ExitCode.UNEXPECTED,
                "Spool '" + spool + "' cannot be read",
                String.valueOf(e),
                "Check that the directory is readable; what is in it is not in the archive yet",
                e);
    }

    private static final class Recovery {
        private final SpoolPublisher publisher;
        private final List<SegmentKey> segments = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private int writers;
        private long damaged;

        Recovery(SpoolPublisher publisher) {
            this.publisher = publisher;
        }

        void takeOver(Path path) throws IOException {
            Optional<SpoolFolder> taken = SpoolFolder.takeOver(publisher.disk(), path);
            if (taken.isEmpty()) {
                return;
            }
            SpoolFolder folder = taken.get();
            writers++;
            for (Path file : SpoolFolder.files(publisher.disk(), folder.path())) {
                publish(file);
            }
            folder.removeIfEmpty();
        }

        private void publish(Path file) {
            SpoolName name = SpoolName.parse(file).orElseThrow();
            try {
                SpoolPublisher.Published done = publisher.publish(file, name);
                done.segment().ifPresent(segments::add);
                damaged += done.damaged();
            } catch (IOException | TarnException e) {
                problems.add("'" + file + "' stays in the spool: " + e.getMessage());
            }
        }
    }
}
