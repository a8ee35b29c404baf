package io.tarn.landing;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.key.SegmentKey;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/**
 * Lands frames whose source is still there if this process dies, as an import's is: nothing is acknowledged one by one,
 * and nothing is refused. {@link #publish} puts all of it into the archive. Segments are compressed and stored on a
 * second thread. Not thread-safe.
 */
public final class BulkWriter implements AutoCloseable {
    private static final long WRITE_AT = 4L << 20;

    private final Spool spool;
    private final PublishQueue queue;
    private final long writeAt;
    private int returned;
    private boolean closed;

    private BulkWriter(LandingConfig config, SpoolFolder folder) {
        this.queue = new PublishQueue(new SpoolPublisher(config), PublishQueue.BOUNDED);
        this.writeAt = Math.min(WRITE_AT, config.segmentBytes());
        this.spool = new Spool(folder, config, queue::add);
    }

    /** Opens a writer with a folder of its own in the spool. */
    public static BulkWriter open(LandingConfig config) {
        return new BulkWriter(config, SpoolFolder.create(config, new SecureRandom()));
    }

    /** The writer's name in the keys of its segments. */
    public String writer() {
        return spool.folder().writer();
    }

    /**
     * Appends a frame; the bytes may be used again afterwards.
     *
     * @throws TarnException where the disk is full or broken
     */
    public void append(
            CollectionName collection,
            Instant receivedAt,
            String eventId,
            EncodedHeaders headers,
            byte[] bytes,
            int offset,
            int length) {
        spool.append(collection, SegmentFormat.micros(receivedAt), eventId, headers.bytes(), bytes, offset, length);
        if (spool.gathered() >= writeAt) {
            spool.closeDue();
            spool.write();
        }
    }

    /**
     * Puts everything appended so far into the archive.
     *
     * @return the segments published since the last call
     * @throws TarnException where one could not be; its frames stay in the spool, for the next writer on this machine
     */
    public List<SegmentKey> publish() {
        spool.closeAll();
        spool.write();
        List<PublishQueue.Unpublished> left = queue.await();
        if (!left.isEmpty()) {
            throw PublishQueue.unpublished(left);
        }
        List<SegmentKey> all = queue.published();
        List<SegmentKey> since = all.subList(returned, all.size());
        returned = all.size();
        return List.copyOf(since);
    }

    /** Publishes what is left and frees the folder. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            publish();
        } finally {
            queue.close();
            free();
        }
    }

    /** Ends as a crash would: what is in the spool stays there for whoever comes next. */
    public void abandon() throws IOException {
        closed = true;
        queue.await();
        queue.close();
        spool.abandon();
    }

    private void free() {
        try {
            spool.folder().removeIfEmpty();
        } catch (IOException e) {
            throw new TarnException(
                    ExitCode.UNEXPECTED,
                    "Spool folder '" + spool.folder().path() + "' cannot be removed",
                    String.valueOf(e.getMessage()),
                    "All its frames are in the archive; the next writer removes it",
                    e);
        }
    }
}
