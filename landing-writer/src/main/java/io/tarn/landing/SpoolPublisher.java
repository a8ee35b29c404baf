package io.tarn.landing;

import io.tarn.core.ExitCode;
import io.tarn.core.Frame;
import io.tarn.core.TarnException;
import io.tarn.core.arrival.Announcement;
import io.tarn.core.key.Keys;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a segment of a spool file that nobody appends to any more: closing decision forced, arrival note, create-only
 * put, note confirmed, file removed.
 *
 * <p>Whoever comes after a crash repeats exactly that: the decision is in the file, and the segment's bytes follow from
 * it. Thread-safe, for different files.
 */
final class SpoolPublisher {
    private static final int COMPARED = 64 << 10;

    private final Disk disk;
    private final ObjectStore state;
    private final Clock clock;

    SpoolPublisher(LandingConfig config) {
        this(config.disk(), config.state(), config.clock());
    }

    SpoolPublisher(Disk disk, ObjectStore state, Clock clock) {
        this.disk = disk;
        this.state = state;
        this.clock = clock;
    }

    Disk disk() {
        return disk;
    }

    /** What became of a spool file; no segment where it held no frame. */
    record Published(Optional<SegmentKey> segment, long damaged) {}

    /** Publishes the file of a dead writer and removes it. */
    Published publish(Path file, SpoolName name) throws IOException {
        if (name.cut() != null) {
            // The writer may have died before its decision, which is the name, was on the disk.
            disk.forceFolder(file.resolveSibling("."));
        }
        try (SpoolScan scan = new SpoolScan(disk, file, name)) {
            long frames = 0;
            while (scan.next()) {
                frames++;
            }
            if (scan.decided().isPresent()) {
                return publish(file, name, scan.decided().getAsLong());
            }
            Optional<SegmentKey> before = published(name);
            if (before.isPresent()) {
                settle(file, name, before.get());
                Announcement.of(before.get(), state, clock).confirm();
                disk.delete(file);
                return new Published(before, 0);
            }
            if (frames > 0) {
                decideAgain(file, name, frames, scan.goodEnd());
            }
            return publish(file, name, frames);
        }
    }

    /** Publishes a file with the closing decision of {@code count} frames in it, and removes it. */
    Published publish(Path file, SpoolName name, long count) throws IOException {
        if (count == 0) {
            disk.delete(file);
            return new Published(Optional.empty(), 0);
        }
        SegmentKey key = name.segment(count);
        Path segment = file.resolveSibling(name.fileName() + ".avro");
        long damaged = write(file, name, key, segment);
        Announcement note = Announcement.of(key, state, clock);
        if (!state.create(key.key(), segment) && !sameBytes(key, segment)) {
            settle(file, name, key);
        }
        note.confirm();
        disk.delete(segment);
        disk.delete(file);
        return new Published(Optional.of(key), damaged);
    }

    /** Writes the closing decision of a live file, which holds {@code count} frames and nothing else. */
    static void decide(Disk.Appender file, SpoolName name, long count) throws IOException {
        byte[] decision = new SpoolFormat(name).decision(count);
        file.write(decision, 0, decision.length);
        file.force();
    }

    private void decideAgain(Path file, SpoolName name, long frames, long goodEnd) throws IOException {
        try (Disk.Appender out = disk.append(file)) {
            out.truncate(goodEnd);
            decide(out, name, frames);
        }
    }

    /** The segment that this file became before a crash, where damage has since made the decision unreadable. */
    private Optional<SegmentKey> published(SpoolName name) {
        String prefix = Keys.archiveOf(name.collection(), name.received()) + name.writer() + "-" + name.epoch() + "-";
        for (ObjectStat object : state.list(prefix)) {
            Optional<SegmentKey> key = SegmentKey.parse(object.key());
            if (key.isPresent()) {
                return key;
            }
        }
        return Optional.empty();
    }

    private long write(Path file, SpoolName name, SegmentKey key, Path segment) throws IOException {
        disk.delete(segment);
        try (SpoolScan scan = new SpoolScan(disk, file, name);
                OutputStream out = new BufferedOutputStream(new AppenderStream(disk.create(segment)), 1 << 20);
                SegmentWriter writer = new SegmentWriter(key, out)) {
            while (scan.next()) {
                writer.addEncoded(scan.seq(), scan.body(), scan.bodyAt(), scan.bodyLength());
            }
            writer.finish();
            return scan.damaged();
        }
    }

    /** The key is taken: by this very file, published before a crash, or else somebody must look. */
    private void settle(Path file, SpoolName name, SegmentKey key) throws IOException {
        if (!sameFrames(file, name, key)) {
            throw new TarnException(
                    ExitCode.INTEGRITY,
                    "Spool file '" + file + "' cannot be published",
                    "the archive has '" + key.key() + "' with other frames",
                    "Keep the spool file, and move the object away if it is not yours");
        }
    }

    private boolean sameBytes(SegmentKey key, Path segment) throws IOException {
        try (InputStream theirs = state.open(key.key());
                FileWindow ours = new FileWindow(disk, segment, Long.MAX_VALUE)) {
            for (long at = 0; at < ours.size(); ) {
                byte[] other = theirs.readNBytes((int) Math.min(COMPARED, ours.size() - at));
                int from = other.length == 0 ? 0 : ours.load(at, other.length);
                if (other.length == 0
                        || !Arrays.equals(ours.buffer(), from, from + other.length, other, 0, other.length)) {
                    return false;
                }
                at += other.length;
            }
            return theirs.read() < 0;
        }
    }

    /**
     * Another version of zstd gives other bytes; and what was damaged in the spool since then may be whole in the
     * archive.
     */
    private boolean sameFrames(Path file, SpoolName name, SegmentKey key) throws IOException {
        try (SpoolScan scan = new SpoolScan(disk, file, name);
                SegmentReader archived = SegmentReader.open(state, key)) {
            long damaged = 0;
            while (scan.next()) {
                Frame frame = archived.next();
                boolean whole = scan.damaged() == damaged;
                damaged = scan.damaged();
                if (whole && !isSame(frame, scan)) {
                    return false;
                }
            }
            drain(archived);
            return archived.damage().isEmpty();
        } catch (ForeignSegment other) {
            return false;
        }
    }

    private static void drain(SegmentReader archived) throws IOException {
        while (archived.next() != null) {
            // What the spool lost since then.
        }
    }

    private static boolean isSame(@Nullable Frame frame, SpoolScan scan) {
        if (frame == null) {
            return false;
        }
        AvroBuffer body = new AvroBuffer(frame.payload().length + 256);
        encode(body, frame);
        return Arrays.equals(
                body.bytes(), 0, body.size(), scan.body(), scan.bodyAt(), scan.bodyAt() + scan.bodyLength());
    }

    private static void encode(AvroBuffer body, Frame frame) {
        body.writeLong(SegmentFormat.micros(frame.receivedAt()))
                .writeString(frame.eventId())
                .writeMap(frame.headers())
                .writeBytes(frame.payload());
    }
}
