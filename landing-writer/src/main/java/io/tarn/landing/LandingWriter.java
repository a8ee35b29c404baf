package io.tarn.landing;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.Reason;
import io.tarn.core.TarnException;
import io.tarn.core.json.JsonLimits;
import io.tarn.core.json.JsonParser;
import io.tarn.core.json.JsonRejected;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Lands events: acknowledges each when it is on the disk, and puts them into the raw archive in segments.
 *
 * <pre>{@code
 * try (LandingWriter tarn = LandingWriter.open(LandingConfig.of(Path.of("/data/lake")))) {
 *     tarn.append("orders", Event.of("{\"id\": 1}")).join().orThrow();
 * }
 * }</pre>
 *
 * <p>One force of the disk acknowledges everyone who waits, and the next begins as soon as it returns. Thread-safe; one
 * per process is enough. A crash loses nothing that was acknowledged: the next {@code tarn land} or {@code tarn
 * compact} on the machine publishes it.
 */
public final class LandingWriter implements AutoCloseable {
    /** How long closing by age may be late, and how often publishing is tried again. */
    private static final Duration TICK = Duration.ofMillis(500);

    private static final Duration RETRY = Duration.ofSeconds(10);
    /** Who appends faster than the disk writes waits at this many bytes. */
    private static final long MOST_GATHERED = 32L << 20;

    private static final ThreadLocal<JsonParser> PARSER =
            ThreadLocal.withInitial(() -> new JsonParser(JsonLimits.DEFAULT));

    private final LandingConfig config;
    private final Clock clock;
    private final Spool spool;
    private final PublishQueue queue;
    private final Thread committer;
    private final Object signal = new Object();
    private boolean closing;

    private LandingWriter(LandingConfig config) {
        this.config = config;
        this.clock = config.clock();
        this.queue = new PublishQueue(new SpoolPublisher(config), PublishQueue.UNBOUNDED);
        this.spool = new Spool(SpoolFolder.create(config, new SecureRandom()), config, queue::add);
        this.committer = new Thread(this::commitForEver, "tarn-commit");
        committer.setDaemon(true);
    }

    /** Opens a writer with a folder of its own in the spool. */
    public static LandingWriter open(LandingConfig config) {
        LandingWriter writer = new LandingWriter(config);
        writer.committer.start();
        return writer;
    }

    /** As {@link #append(CollectionName, Event)}. */
    public CompletableFuture<Ack> append(String collection, Event event) {
        return append(new CollectionName(collection), event);
    }

    /**
     * Lands an event, received now.
     *
     * @return completes when the event is on the disk, or at once where it is refused; fails with a
     *     {@link TarnException} where the disk is full or broken, and then the event is not stored. Dependent stages
     *     run on the thread that commits: they must not block
     */
    public CompletableFuture<Ack> append(CollectionName collection, Event event) {
        Optional<Ack> refused = refuse(event);
        if (refused.isPresent()) {
            return CompletableFuture.completedFuture(refused.get());
        }
        CompletableFuture<Ack> stored = new CompletableFuture<>();
        AvroBuffer headers = new AvroBuffer(64).writeMap(event.headers());
        synchronized (signal) {
            waitForRoom();
            spool.append(
                    collection,
                    SegmentFormat.micros(clock.instant()),
                    event.id(),
                    headers.toByteArray(),
                    event.payload(),
                    0,
                    event.payload().length,
                    stored);
            signal.notifyAll();
        }
        return stored;
    }

    /**
     * Closes all open segments and waits until they are in the archive.
     *
     * @throws TarnException where one cannot be published; its events are safe in the spool, and it is tried again
     */
    public void flush() {
        spool.closeAll();
        spool.commit();
        queue.retry();
        List<PublishQueue.Unpublished> left = queue.await();
        if (!left.isEmpty()) {
            throw PublishQueue.unpublished(left);
        }
    }

    /** Flushes and ends; what cannot be published stays in the spool for the next writer on this machine. */
    @Override
    public void close() {
        synchronized (signal) {
            if (closing) {
                return;
            }
            closing = true;
            signal.notifyAll();
        }
        joinCommitter();
        try {
            flush();
        } finally {
            queue.close();
            free();
        }
    }

    /** Ends as a crash would: nothing more is written, acknowledged or removed. For tests. */
    public void abandon() throws IOException {
        synchronized (signal) {
            closing = true;
            signal.notifyAll();
        }
        joinCommitter();
        queue.await();
        queue.close();
        spool.abandon();
    }

    /** Publishes nothing and closes no segment: for tests that look at the spool of a live writer. */
    SpoolFolder folder() {
        return spool.folder();
    }

    private Optional<Ack> refuse(Event event) {
        byte[] payload = event.payload();
        if (payload.length > config.maxEventBytes()) {
            return Optional.of(new Ack.Refused(
                    Reason.EVENT_TOO_LARGE,
                    "The event has " + payload.length + " bytes, and 'max-event-size' is " + config.maxEventBytes()));
        }
        if (!isUnicode(event.id())
                || event.headers().entrySet().stream().anyMatch(h -> !isUnicode(h.getKey() + '\n' + h.getValue()))) {
            return Optional.of(new Ack.Refused(
                    Reason.UTF8, "The event's id or a header has half a surrogate pair, which no file can hold"));
        }
        try {
            PARSER.get().parse(payload, 0, payload.length);
            return Optional.empty();
        } catch (JsonRejected rejected) {
            return Optional.of(new Ack.Refused(rejected.reason(), String.valueOf(rejected.getMessage())));
        }
    }

    /** Two ids that are no text would both be stored as {@code ?}, and be the same event. */
    private static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private void waitForRoom() {
        boolean interrupted = false;
        while (!closing && spool.gathered() > MOST_GATHERED) {
            try {
                signal.wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (closing) {
            throw new IllegalStateException("the writer is closed");
        }
    }

    private void commitForEver() {
        Instant retried = clock.instant();
        while (waitForWork()) {
            spool.closeDue();
            spool.commit();
            synchronized (signal) {
                signal.notifyAll();
            }
            if (Duration.between(retried, clock.instant()).compareTo(RETRY) > 0) {
                queue.retry();
                retried = clock.instant();
            }
        }
    }

    /** Waits for appended frames or for the next tick; false once the writer is closed. */
    private boolean waitForWork() {
        synchronized (signal) {
            try {
                if (!closing && !spool.hasWork()) {
                    signal.wait(TICK.toMillis());
                }
            } catch (InterruptedException e) {
                return false;
            }
            return !closing;
        }
    }

    private void joinCommitter() {
        try {
            committer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void free() {
        try {
            spool.folder().removeIfEmpty();
        } catch (IOException e) {
            throw new TarnException(
                    ExitCode.UNEXPECTED,
                    "Spool folder '" + spool.folder().path() + "' cannot be removed",
                    String.valueOf(e.getMessage()),
                    "All its events are in the archive; the next writer removes it",
                    e);
        }
    }
}
