package io.tarn.landing;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * Where and how a {@link LandingWriter} lands.
 *
 * @param spool directory on a local disk; several writers may share it
 * @param state the state root that segments go to
 * @param segmentBytes a segment is closed when its frames have so many bytes, uncompressed
 * @param segmentAge a segment is closed when it is so old
 * @param maxEventBytes larger events are refused
 * @param disk what the spool lies on
 */
public record LandingConfig(
        Path spool,
        ObjectStore state,
        long segmentBytes,
        Duration segmentAge,
        int maxEventBytes,
        Clock clock,
        Disk disk) {
    private static final long MIB = 1L << 20;
    /** More than this in one spool file would only make recovery slow. */
    private static final long LARGEST_SEGMENT = 1024 * MIB;

    public LandingConfig {
        require(segmentBytes > 0 && segmentBytes <= LARGEST_SEGMENT, "segment size " + segmentBytes, "1 byte to 1 GiB");
        require(segmentAge.toMillis() > 0, "segment age " + segmentAge, "at least 1 ms");
        require(maxEventBytes > 0 && maxEventBytes <= 64 * MIB, "event size " + maxEventBytes, "1 byte to 64 MiB");
    }

    public LandingConfig(
            Path spool, ObjectStore state, long segmentBytes, Duration segmentAge, int maxEventBytes, Clock clock) {
        this(spool, state, segmentBytes, segmentAge, maxEventBytes, clock, Disk.REAL);
    }

    /** The defaults for a lake in a directory. */
    public static LandingConfig of(Path lake) {
        Path root = lake.resolve("_tarn");
        return new LandingConfig(
                root.resolve("spool"),
                Stores.open(Stores.local(root)),
                128 * MIB,
                Duration.ofSeconds(60),
                (int) MIB,
                Clock.systemUTC());
    }

    public LandingConfig withSpool(Path other) {
        return new LandingConfig(other, state, segmentBytes, segmentAge, maxEventBytes, clock, disk);
    }

    public LandingConfig withSegments(long bytes, Duration age) {
        return new LandingConfig(spool, state, bytes, age, maxEventBytes, clock, disk);
    }

    public LandingConfig withMaxEventBytes(int bytes) {
        return new LandingConfig(spool, state, segmentBytes, segmentAge, bytes, clock, disk);
    }

    public LandingConfig withClock(Clock other) {
        return new LandingConfig(spool, state, segmentBytes, segmentAge, maxEventBytes, other, disk);
    }

    /** For tests of what a failing disk leaves. */
    public LandingConfig withDisk(Disk other) {
        return new LandingConfig(spool, state, segmentBytes, segmentAge, maxEventBytes, clock, other);
    }

    private static void require(boolean holds, String what, String range) {
        if (!holds) {
            throw new TarnException(
                    ExitCode.CONFIGURATION,
                    "Landing cannot use " + what,
                    "it must be " + range,
                    "Choose another value");
        }
    }
}
